package ai.interpretdl.text;

/**
 * Where a token stands in the original text.
 *
 * @param passage which of the encoded texts, from 0; -1 for special tokens
 * @param word which word of that text in the tokenizer's own sense, from 0; -1 where the tokenizer names none
 * @param start first UTF-16 unit
 * @param end after the last UTF-16 unit; equal to {@code start} where a token stands for no text
 */
public record Place(int passage, int word, int start, int end) {
    /** The place of special tokens and padding. */
    public static final Place NOWHERE = new Place(-1, -1, 0, 0);

    public Place {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a token cannot stand from " + start + " to " + end);
        }
    }
}
