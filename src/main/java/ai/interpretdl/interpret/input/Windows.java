package ai.interpretdl.interpret.input;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Windows over the axes of an input's row. */
final class Windows {
    private final long[] lengths;
    private final long[] window;
    private final long[] strides;
    private final long[] positions;

    private Windows(long[] lengths, long[] window, long[] strides) {
        this.lengths = lengths;
        this.window = window;
        this.strides = strides;
        this.positions = IntStream.range(0, lengths.length)
                .mapToLong(i -> Math.max(0, -Math.floorDiv(-(lengths[i] - window[i]), strides[i])) + 1)
                .toArray();
    }

    static Windows of(Shape row, List<Long> window, List<Long> strides) {
        long[] size = given("window", row, window, squares(row, 15));
        long[] step = given("strides", row, strides, squares(row, 8));
        return new Windows(row.dims(), size, step);
    }

    /** Squares through all colours of a picture; single elements of anything else. */
    private static long[] squares(Shape row, long side) {
        long[] lengths = ones(row.rank());
        Extent.colours(row).ifPresent(colours -> {
            Arrays.fill(lengths, side);
            lengths[colours] = row.dim(colours);
        });
        return lengths;
    }

    private static long[] ones(int rank) {
        return LongStream.generate(() -> 1).limit(rank).toArray();
    }

    private static long[] given(String name, Shape row, List<Long> list, long[] otherwise) {
        long[] lengths = list.isEmpty()
                ? otherwise
                : list.stream().mapToLong(Long::longValue).toArray();
        if (lengths.length != row.rank()) {
            throw new IllegalArgumentException(
                    name + " " + list + " has " + lengths.length + " axes, a row of the input is " + row);
        }
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 1) {
                throw new IllegalArgumentException(name + " is " + list + ": every length is positive");
            }
            lengths[i] = name.equals("window") ? Math.min(lengths[i], row.dim(i)) : lengths[i];
        }
        return lengths;
    }

    /** The length of a window along each axis. */
    List<Long> window() {
        return LongStream.of(window).boxed().toList();
    }

    /** From one window to the next along each axis. */
    List<Long> strides() {
        return LongStream.of(strides).boxed().toList();
    }

    long count() {
        return LongStream.of(positions).reduce(1, Math::multiplyExact);
    }

    /** The elements under window {@code t}: true there, shaped like the row. */
    Expr hidden(Explained f, Samples t) {
        int rank = lengths.length;
        if (rank == 0) {
            return f.index(t).greater(-1);
        }
        Expr starts = f.row(starts(), t);
        Expr under = along(f, starts, 0);
        for (int axis = 1; axis < rank; axis++) {
            under = under.and(along(f, starts, axis));
        }
        return under.expand(lengths);
    }

    private Expr along(Explained f, Expr starts, int axis) {
        long[] dims = ones(lengths.length);
        dims[axis] = lengths[axis];
        Expr place = f.range(lengths[axis]).reshape(dims);
        Expr start = starts.slice(0, axis, axis + 1L).reshape(ones(lengths.length));
        return place.less(start).not().and(place.less(start.plus(window[axis])));
    }

    private Tensor starts() {
        int rank = lengths.length;
        long count = count();
        long[] starts = new long[Math.toIntExact(Math.multiplyExact(count, rank))];
        for (int t = 0; t < count; t++) {
            long rest = t;
            for (int axis = rank - 1; axis >= 0; axis--) {
                starts[t * rank + axis] = rest % positions[axis] * strides[axis];
                rest /= positions[axis];
            }
        }
        return Tensor.of(starts, count, rank);
    }
}
