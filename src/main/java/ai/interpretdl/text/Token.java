package ai.interpretdl.text;

/**
 * One position of a model's input.
 *
 * @param id row of the model's embedding table
 * @param text how the vocabulary writes it, for instance {@code ##able}; empty for padding
 * @param kind what it is there for
 * @param type token type id: 1 in the second of two texts for models that tell them apart
 * @param place where it stands in the original text
 */
public record Token(long id, String text, Kind kind, long type, Place place) {
    /** What a token is there for. */
    public enum Kind {
        /** Stands for a part of the text. A marker such as {@code [SEP]} that the text itself spells out is content too. */
        CONTENT,
        /** Added by the tokenizer around the text, for instance {@code [CLS]}. */
        SPECIAL,
        /** Fills a row up; the attention mask is 0. */
        PADDING
    }

    /** A token that only fills a row up. */
    public static Token padding(long id) {
        return new Token(id, "", Kind.PADDING, 0, Place.NOWHERE);
    }

    /** Whether it stands for a part of the text. */
    public boolean isContent() {
        return kind == Kind.CONTENT;
    }
}
