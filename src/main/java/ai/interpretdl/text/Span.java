package ai.interpretdl.text;

import java.util.List;

/**
 * A part of a text that is explained as one feature.
 *
 * @param passage which of the encoded texts, from 0
 * @param start first UTF-16 unit
 * @param end behind the last UTF-16 unit
 * @param tokens positions of the tokens that stand for it, ascending
 */
public record Span(int passage, int start, int end, List<Integer> tokens) {
    public Span {
        tokens = List.copyOf(tokens);
    }

    /** What it covers. */
    public String text(Encoding encoding) {
        return encoding.passages().get(passage).text().substring(start, end);
    }
}
