package ai.interpretdl.model;

/**
 * A value that gets attributions.
 *
 * @param input the model's input that it belongs to
 * @param value the value's name: the input itself, or the embedding of its tokens
 */
public record Seam(String input, String value) {
    /** Whether tokens are explained at their embedding. */
    public boolean isEmbedding() {
        return !input.equals(value);
    }
}
