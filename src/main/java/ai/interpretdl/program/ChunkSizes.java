package ai.interpretdl.program;

import java.util.List;

/**
 * How many samples of each axis one step takes. The result does not depend on it, but for the order in which sums are rounded.
 *
 * @param byAxis sizes by the axes' ordinals; axes beyond the list take one sample a step
 */
public record ChunkSizes(List<Long> byAxis) {
    public ChunkSizes {
        byAxis = List.copyOf(byAxis);
    }

    /** One sample a step. */
    public static ChunkSizes ones() {
        return new ChunkSizes(List.of());
    }

    long of(Samples axis) {
        return axis.ordinal() < byAxis.size() ? Math.min(axis.count(), byAxis.get(axis.ordinal())) : 1;
    }
}
