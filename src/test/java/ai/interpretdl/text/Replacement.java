package ai.interpretdl.text;

/** What becomes of a token that is switched off. */
public sealed interface Replacement {
    /**
     * Another token takes its place, so that all others stay where they are.
     *
     * @param id of the unknown, the mask or the padding token
     */
    record By(long id) implements Replacement {}

    /**
     * The tokens behind it move up, and the row is filled with padding that the attention mask hides. Where a model knows positions, the
     * rest of the text moves to earlier ones.
     *
     * @param pad id of the padding token
     */
    record Deletion(long pad) implements Replacement {}
}
