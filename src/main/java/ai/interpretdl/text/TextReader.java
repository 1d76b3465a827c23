package ai.interpretdl.text;

import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Port;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The way from texts to the inputs of one model.
 *
 * @param tokenizer cuts a text into the model's tokens
 * @param card which input takes what, and how many tokens fit
 * @param types of the model's inputs, by name
 */
public record TextReader(Tokenizer tokenizer, TextCard card, Map<String, ElementType> types) {
    private static final Map<Model, TextReader> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    public TextReader {
        types = Map.copyOf(types);
    }

    /**
     * As the text section of the model's card says. A model of tokens without one is read as {@code name.tokenizer.json} beside it says,
     * else a {@code tokenizer.json} in its folder. The tokenizer is read once a model.
     *
     * @return empty when the model reads no text
     * @throws IllegalArgumentException when the card or the tokenizer's file makes no sense
     */
    public static Optional<TextReader> of(Model model) {
        TextReader known = KNOWN.get(model);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<TextReader> read = model.card()
                .flatMap(Card::text)
                .map(section -> TextSection.read(section, model))
                .or(() -> TextSection.beside(model));
        read.ifPresent(reader -> KNOWN.put(model, reader));
        return read;
    }

    static Map<String, ElementType> types(Model model) {
        return model.inputs().stream().collect(Collectors.toMap(Port::name, Port::type));
    }

    /** Texts as rows of one length. */
    public List<Encoding> encode(List<String> texts) {
        return card.encode(tokenizer, texts);
    }

    /**
     * Pairs of texts as rows of one length, for a model that compares them.
     *
     * @throws IllegalArgumentException when there is not one second text for each first
     */
    public List<Encoding> encode(List<String> firsts, List<String> seconds) {
        if (firsts.size() != seconds.size()) {
            throw new IllegalArgumentException(
                    "there are " + firsts.size() + " first texts and " + seconds.size() + " second ones");
        }
        return card.padded(IntStream.range(0, firsts.size())
                .mapToObj(i -> tokenizer.encode(firsts.get(i), seconds.get(i), card.length()))
                .toList());
    }

    /** The model's inputs for rows of one length, {@code [N, tokens]} each, in the types that it takes. */
    public Map<String, Tensor> tensors(List<Encoding> rows) {
        return typed(card.tensors(rows));
    }

    /** The same tensors in the types that the model takes. */
    public Map<String, Tensor> typed(Map<String, Tensor> tensors) {
        Map<String, Tensor> typed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> typed.put(name, typed(name, tensor)));
        return typed;
    }

    private Tensor typed(String input, Tensor tensor) {
        ElementType type = types.getOrDefault(input, tensor.type());
        return type == tensor.type()
                ? tensor
                : Tensor.of(type, tensor.doubles(), tensor.shape().dims());
    }

    /**
     * The token ids of texts that say nothing: another token in place of each of theirs, special tokens and padding as they are. A
     * baseline, for instance.
     *
     * @throws IllegalArgumentException when the vocabulary lacks the token
     */
    public Tensor filled(List<Encoding> rows, SpecialToken by) {
        long id = id(by);
        List<Tensor> filled = rows.stream()
                .map(row -> Tensor.of(
                        row.tokens().stream()
                                .mapToLong(token -> token.isContent() ? id : token.id())
                                .toArray(),
                        1,
                        row.length()))
                .toList();
        return typed(ids(), Tensor.concat(filled));
    }

    /**
     * What stands behind the last token in each input, by the input's name: padding, 0 in masks and types. Positions are none of these inputs:
     * they stay when tokens move up.
     *
     * @throws IllegalArgumentException when the vocabulary has no padding
     */
    public Map<String, Long> fill() {
        Map<String, Long> fill = new LinkedHashMap<>();
        card.inputs().forEach((input, name) -> {
            if (input != TextInput.POSITIONS) {
                fill.put(name, 0L);
            }
        });
        fill.put(ids(), id(SpecialToken.PAD));
        return fill;
    }

    /** What usually stands for a word that is hidden: the mask where the vocabulary has one, else the unknown token. */
    public Optional<SpecialToken> cover() {
        return Stream.of(SpecialToken.MASK, SpecialToken.UNKNOWN)
                .filter(token -> card.id(token).isPresent())
                .findFirst();
    }

    private long id(SpecialToken token) {
        return card.id(token)
                .orElseThrow(() -> new IllegalArgumentException("the vocabulary has no token for "
                        + token.name().toLowerCase(Locale.ROOT) + "; it has "
                        + card.special().keySet().toString().toLowerCase(Locale.ROOT)));
    }

    /** The name of the input that takes the token ids. */
    public String ids() {
        return card.input(TextInput.IDS).orElseThrow();
    }
}
