package ai.interpretdl.program;

import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Height and width of a picture, in pixels or in cells.
 *
 * @param height number of rows
 * @param width number of columns
 */
public record Extent(long height, long width) {
    private static final long MOST_CHANNELS = 4;

    /** Of one row of an input: {@code [C, H, W]}, or {@code [H, W, C]} where only the last axis is short enough to be colours. */
    public static Optional<Extent> of(Shape row) {
        if (row.rank() != 3) {
            return Optional.empty();
        }
        return Optional.of(
                isChannelsLast(row) ? new Extent(row.dim(0), row.dim(1)) : new Extent(row.dim(1), row.dim(2)));
    }

    /** The axis of the colours in one row of an input, first or last; empty where none is short enough to be that. */
    public static OptionalInt colours(Shape row) {
        if (isChannelsLast(row)) {
            return OptionalInt.of(2);
        }
        return row.rank() == 3 && row.dim(0) <= MOST_CHANNELS ? OptionalInt.of(0) : OptionalInt.empty();
    }

    private static boolean isChannelsLast(Shape row) {
        return row.rank() == 3 && row.dim(0) > MOST_CHANNELS && row.dim(2) <= MOST_CHANNELS;
    }

    /** A map {@code [H, W]} so that it broadcasts over the channels of a picture. */
    public static Expr beside(Expr map, Expr picture) {
        boolean last = isChannelsLast(picture.shape()) && map.shape().rank() == 2;
        return last ? map.reshape(map.shape().dim(0), map.shape().dim(1), 1) : map;
    }

    /** The cells of the convolutions that a value comes from, in the order in which they run. */
    static List<Extent> ofConvolutions(Value value) {
        return Backward.ancestors(List.of(value)).stream()
                .filter(o -> o.key().equals("Conv") && o.output(0).rank() == 4)
                .map(o -> new Extent(o.output(0).dim(2), o.output(0).dim(3)))
                .toList();
    }

    public long cells() {
        return height * width;
    }

    /** Whether cells of this many rows and columns come from cutting this picture into equal squares, cut or padded at the edge. */
    public boolean isCutInto(long rows, long columns) {
        return patches().anyMatch(grid -> grid.height() == rows && grid.width() == columns);
    }

    /** The grid of that many square cells over this picture. */
    public Optional<Extent> grid(long cells) {
        return patches().filter(grid -> grid.cells() == cells).findFirst();
    }

    private Stream<Extent> patches() {
        return LongStream.rangeClosed(1, Math.max(height, width))
                .boxed()
                .flatMap(side -> Stream.of(
                        new Extent((height + side - 1) / side, (width + side - 1) / side),
                        new Extent(height / side, width / side)))
                .filter(grid -> grid.height() > 0 && grid.width() > 0);
    }
}
