package ai.interpretdl.text;

/**
 * A text, and how far a model read it.
 *
 * @param text the original text
 * @param end where the last token ends, in UTF-16 units; the length of the text unless truncated
 * @param cutTokens number of tokens that did not fit
 */
public record Passage(String text, int end, int cutTokens) {
    public Passage {
        if (end < 0 || end > text.length() || cutTokens < 0) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters cannot end at " + end
                    + " with " + cutTokens + " tokens cut");
        }
    }

    /** A text that was read to its end. */
    public static Passage whole(String text) {
        return new Passage(text, text.length(), 0);
    }

    /** Number of UTF-16 units behind the last token that fitted. */
    public int cutCharacters() {
        return text.length() - end;
    }
}
