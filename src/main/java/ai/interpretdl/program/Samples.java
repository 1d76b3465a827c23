package ai.interpretdl.program;

/**
 * A sample axis: whatever derives from it is repeated {@code count} times until it is summed, averaged or stacked.
 *
 * @param ordinal tells axes apart, in the order in which they were made
 * @param count how many samples
 */
public record Samples(int ordinal, long count) {
    public Samples {
        if (count < 1) {
            throw new IllegalArgumentException("samples is " + count + ", not positive");
        }
    }
}
