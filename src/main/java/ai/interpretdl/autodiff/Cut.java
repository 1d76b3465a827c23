package ai.interpretdl.autodiff;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a Slice takes of one axis.
 *
 * @param axis counted from the front
 * @param start first element taken
 * @param step to the next one, may be negative
 * @param count how many
 */
record Cut(int axis, long start, long step, long count) {
    static List<Cut> of(Operation o) {
        int rank = o.input(0).rank();
        long[] starts = o.known(1).longs();
        long[] ends = o.known(2).longs();
        long[] axes = o.has(3)
                ? o.known(3).longs()
                : IntStream.range(0, starts.length).asLongStream().toArray();
        long[] steps = o.has(4)
                ? o.known(4).longs()
                : IntStream.range(0, starts.length).mapToLong(i -> 1).toArray();
        return IntStream.range(0, starts.length)
                .mapToObj(i -> {
                    int axis = (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
                    return of(axis, o.input(0).dim(axis), starts[i], ends[i], steps[i]);
                })
                .toList();
    }

    /** Ends are clamped to the axis as NumPy does. */
    private static Cut of(int axis, long length, long start, long end, long step) {
        long lowest = step > 0 ? 0 : -1;
        long highest = step > 0 ? length : length - 1;
        long from = Math.min(Math.max(start < 0 ? start + length : start, step > 0 ? 0 : lowest), highest);
        long to = Math.min(Math.max(end < 0 ? saturated(end, length) : end, lowest), highest);
        long span = step > 0 ? to - from + step - 1 : from - to - step - 1;
        return new Cut(axis, from, step, Math.max(0, span / Math.abs(step)));
    }

    private static long saturated(long end, long length) {
        return end < Long.MIN_VALUE + length ? end : end + length;
    }
}
