package ai.interpretdl.text;

import java.util.List;
import java.util.OptionalLong;

/** Turns text into the token ids of one vocabulary. Safe for use by several threads. */
public interface Tokenizer {
    /**
     * One text, with the special tokens that the model expects around it and without padding.
     *
     * @param maxLength number of tokens that the model takes, special tokens included; what does not fit is cut from the end of the text
     *     and said in the answer
     * @throws IllegalArgumentException when the special tokens alone do not fit
     */
    Encoding encode(String text, int maxLength);

    /**
     * Two texts for a model that compares them. What does not fit is cut from the end of the longer one, then from both.
     *
     * @param maxLength number of tokens that the model takes, special tokens included
     * @throws IllegalArgumentException when the special tokens alone do not fit
     */
    Encoding encode(String first, String second, int maxLength);

    /** The id of a special token, where the vocabulary has one. */
    OptionalLong id(SpecialToken token);

    /**
     * Several texts, padded to the longest of them.
     *
     * @throws IllegalStateException when their lengths differ and the vocabulary has no padding token
     */
    default List<Encoding> encodeAll(List<String> texts, int maxLength) {
        List<Encoding> rows =
                texts.stream().map(text -> encode(text, maxLength)).toList();
        int longest = rows.stream().mapToInt(Encoding::length).max().orElse(0);
        return Padding.to(longest, rows, id(SpecialToken.PAD));
    }
}
