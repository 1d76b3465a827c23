package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * One row of a model's input: a text, or two, as tokens that know their place in it.
 *
 * @param passages the original text, or both texts of a pair
 * @param tokens in the order in which the model reads them
 */
public record Encoding(List<Passage> passages, List<Token> tokens) {
    public Encoding {
        passages = List.copyOf(passages);
        tokens = List.copyOf(tokens);
    }

    /** Number of tokens, special tokens and padding included. */
    public int length() {
        return tokens.size();
    }

    /** The token ids, INT64 {@code [1, tokens]}. */
    public Tensor ids() {
        return row(Token::id);
    }

    /** The attention mask: 0 at padding, else 1. INT64 {@code [1, tokens]}. */
    public Tensor mask() {
        return row(token -> token.kind() == Token.Kind.PADDING ? 0 : 1);
    }

    /** The token type ids, INT64 {@code [1, tokens]}. */
    public Tensor types() {
        return row(Token::type);
    }

    private Tensor row(ToLongFunction<Token> number) {
        return Tensor.of(tokens.stream().mapToLong(number).toArray(), 1, tokens.size());
    }

    /** The positions of the tokens that stand for text, ascending. */
    public List<Integer> content() {
        return IntStream.range(0, tokens.size())
                .filter(i -> tokens.get(i).isContent())
                .boxed()
                .toList();
    }

    /**
     * The same tokens, filled up at the end.
     *
     * @param length number of tokens afterwards
     * @param pad id of the padding token
     * @throws IllegalArgumentException when this encoding is longer already
     */
    public Encoding padded(int length, long pad) {
        if (length < tokens.size()) {
            throw new IllegalArgumentException(tokens.size() + " tokens cannot be padded to " + length
                    + "; encode the text with a maximum length of " + length);
        }
        List<Token> filled = new ArrayList<>(tokens);
        while (filled.size() < length) {
            filled.add(Token.padding(pad));
        }
        return new Encoding(passages, filled);
    }

    /** Whether a part of the text did not fit. */
    public boolean truncated() {
        return cutTokens() > 0;
    }

    /** Number of tokens that did not fit. */
    public int cutTokens() {
        return passages.stream().mapToInt(Passage::cutTokens).sum();
    }

    /** Number of UTF-16 units that did not fit, in all texts together. */
    public int cutCharacters() {
        return passages.stream().mapToInt(Passage::cutCharacters).sum();
    }
}
