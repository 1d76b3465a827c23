package ai.interpretdl.model;

import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.program.TokenRun;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * How the cells of an inner value lie over a picture, recognised from shapes and from the convolutions before it: maps of a convolution, tokens
 * of a vision transformer with or without class tokens, windows of a Swin transformer.
 */
public sealed interface Layout {
    /** A row of the value as {@code [C, h, w]}; what lies nowhere on the picture, as a class token does, is left out. */
    Expr maps(Expr value);

    /** Which axis of a row of the value counts its channels. */
    int channelAxis();

    /** Whether the cells have places on a picture. */
    default boolean isSpatial() {
        return true;
    }

    /** {@code [C, …]}: whatever follows the channels is a cell. */
    record ChannelsFirst(boolean isSpatial) implements Layout {
        @Override
        public Expr maps(Expr value) {
            return value;
        }

        @Override
        public int channelAxis() {
            return 0;
        }
    }

    /** {@code [h, w, C]}. */
    record ChannelsLast() implements Layout {
        @Override
        public Expr maps(Expr value) {
            return value.transpose(2, 0, 1);
        }

        @Override
        public int channelAxis() {
            return 2;
        }
    }

    /**
     * {@code [before + h·w + behind, C]}.
     *
     * @param before how many tokens that lie nowhere on the picture stand before those that do
     * @param behind how many stand behind them
     */
    record Tokens(long before, Extent grid, long behind) implements Layout {
        /** Whether some of the tokens lie nowhere on the picture. */
        boolean hasOthers() {
            return before + behind > 0;
        }

        /** Numbers of the tokens, {@code [tokens]}, as a map {@code [h, w]}. */
        public Expr map(Expr numbers) {
            return numbers.slice(0, before, before + grid.cells()).reshape(grid.height(), grid.width());
        }

        @Override
        public Expr maps(Expr value) {
            long channels = value.shape().dim(1);
            Expr cells = hasOthers() ? value.slice(0, before, before + grid.cells()) : value;
            return cells.transpose(1, 0).reshape(channels, grid.height(), grid.width());
        }

        @Override
        public int channelAxis() {
            return 1;
        }
    }

    /** {@code [tokens, C]} of a text: a line of cells. */
    record Text() implements Layout {
        @Override
        public Expr maps(Expr value) {
            return value.transpose(1, 0);
        }

        @Override
        public int channelAxis() {
            return 1;
        }

        @Override
        public boolean isSpatial() {
            return false;
        }
    }

    /** {@code [C, h·w]}: maps of a convolution, flattened. */
    record Flattened(Extent grid) implements Layout {
        @Override
        public Expr maps(Expr value) {
            return value.reshape(value.shape().dim(0), grid.height(), grid.width());
        }

        @Override
        public int channelAxis() {
            return 0;
        }
    }

    /**
     * {@code [windows, side·side, C]}: the picture's cells cut into square windows, row by row.
     *
     * @param windows how many there are down and across
     * @param side of a window, in cells
     * @param shift by how many cells the picture was rolled up and to the left before
     */
    record Windows(Extent windows, long side, long shift) implements Layout {
        @Override
        public Expr maps(Expr value) {
            long channels = value.shape().dim(2);
            Expr flat = value.reshape(windows.cells() * side * side, channels).transpose(1, 0);
            return flat.pick(value.constant(places()));
        }

        /** For each cell of the picture where it lies among the windows, INT64 {@code [h, w]}. */
        private Tensor places() {
            long height = windows.height() * side;
            long width = windows.width() * side;
            long[] places = new long[Math.toIntExact(height * width)];
            for (int i = 0; i < places.length; i++) {
                long row = (i / width + height - shift) % height;
                long column = (i % width + width - shift) % width;
                long window = row / side * windows.width() + column / side;
                places[i] = window * side * side + row % side * side + column % side;
            }
            return Tensor.of(places, height, width);
        }

        @Override
        public int channelAxis() {
            return 2;
        }
    }

    /**
     * The layout of a row of a value.
     *
     * @param row shape of the value, without the batch axis
     * @param input shape of the explained input, likewise
     * @param convolutions cells of the convolutions that the value comes from, in the order in which they run
     */
    static Layout onPicture(Shape row, Shape input, List<Extent> convolutions) {
        return onPicture(row, input, convolutions, List.of());
    }

    /** @param runs where the graph says that tokens of the picture may stand */
    static Layout onPicture(Shape row, Shape input, List<Extent> convolutions, List<TokenRun> runs) {
        Optional<Patches> patches = Extent.of(input).map(picture -> new Patches(picture, convolutions, runs));
        return switch (row.rank()) {
            case 2 -> patches.map(found -> found.ofTwo(row)).orElse(new ChannelsFirst(false));
            case 3 -> patches.map(found -> found.ofThree(row)).orElse(new ChannelsFirst(false));
            default -> new ChannelsFirst(false);
        };
    }

    /**
     * Where tokens that attend to each other lie on a picture; empty when they lie on none.
     *
     * @param count how many there are
     * @param runs where the graph says that those of the picture may stand
     */
    static Optional<Tokens> ofTokens(long count, Shape input, List<Extent> convolutions, List<TokenRun> runs) {
        return Extent.of(input).flatMap(picture -> new Patches(picture, convolutions, runs).attending(count));
    }

    /** The layout of a row of a value of a text model, whose tokens are embedded as {@code [tokens, width]}. */
    static Layout onText(Shape row, Shape embedding) {
        boolean tokens = row.rank() == 2 && row.dim(0) == embedding.dim(0);
        return tokens ? new Text() : new ChannelsFirst(false);
    }

    /**
     * The layout of a row that lies in several pieces along the batch axis, which are the first axis of {@code row}.
     *
     * @param rolled whether the picture was rolled by half a window before it was cut
     */
    static Layout inWindows(Shape row, Shape input, boolean rolled) {
        long side = row.rank() == 3 ? Math.round(Math.sqrt(row.dim(1))) : 0;
        Optional<Extent> picture = Extent.of(input);
        if (side == 0 || side * side != row.dim(1) || picture.isEmpty()) {
            return new ChannelsFirst(false);
        }
        return picture.get()
                .grid(row.dim(0))
                .filter(grid -> picture.get().isCutInto(grid.height() * side, grid.width() * side))
                .<Layout>map(grid -> new Windows(grid, side, rolled ? side / 2 : 0))
                .orElse(new ChannelsFirst(false));
    }
}
