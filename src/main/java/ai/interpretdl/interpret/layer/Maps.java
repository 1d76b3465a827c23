package ai.interpretdl.interpret.layer;

import ai.interpretdl.model.Layout;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Shape;
import java.util.stream.IntStream;

/**
 * A layer seen as maps: {@code [C, h, w]}, whatever it looks like in the model. Without cells it is {@code [C]}.
 *
 * @param f the model
 * @param x its input
 * @param value the layer
 * @param layout where its cells lie
 */
public record Maps(Explained f, Expr x, String value, Layout layout) {
    static Maps of(Explained f, Expr x, String value) {
        return new Maps(f, x, value, layout(f, x, value));
    }

    static Layout layout(Explained f, Expr x, String value) {
        Shape row = f.activation(value, x).shape();
        Shape input = x.get(0).shape();
        if (!f.names().equals(f.inputNames())) {
            return Layout.onText(row, input);
        }
        boolean cut = f.piecesOfARow(value, x) > 1;
        return cut
                ? Layout.inWindows(row, input, f.isRolled(value))
                : Layout.onPicture(row, input, f.cells(value, x), f.tokenRuns(value, x));
    }

    /** The same layer at another input. */
    Maps at(Expr other) {
        return new Maps(f, other, value, layout);
    }

    /** The layer as the model has it. */
    Expr own() {
        return f.activation(value, x);
    }

    public Expr activation() {
        return layout.maps(own());
    }

    /** The score's gradient at the layer. */
    public Expr gradient() {
        return layout.maps(f.gradient(x, value));
    }

    public long channels() {
        return own().shape().dim(layout.channelAxis());
    }

    /** A number for each channel, beside its map: {@code [C, 1, 1]}. */
    static Expr meanOfCells(Expr maps) {
        return overCells("ReduceMean", maps);
    }

    static Expr sumOfCells(Expr maps) {
        return overCells("ReduceSum", maps);
    }

    private static Expr overCells(String operator, Expr maps) {
        int[] cells = IntStream.range(1, maps.shape().rank()).toArray();
        return cells.length == 0 ? maps : maps.reduce(operator, true, cells);
    }

    /** Weights {@code [C]} beside the maps. */
    static Expr besideCells(Expr weights, Expr maps) {
        long[] dims = new long[maps.shape().rank()];
        java.util.Arrays.fill(dims, 1);
        dims[0] = maps.shape().dim(0);
        return weights.reshape(dims);
    }
}
