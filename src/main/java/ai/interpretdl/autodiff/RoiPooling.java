package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;

/** MaxRoiPool: the maximum of each cell of a box. Girshick, 2015, arXiv:1504.08083. The boxes are rounded, so only pixels have a derivative. */
final class RoiPooling {
    /** Less than any pixel that matters. */
    private static final double LOWEST = -1e30;

    private RoiPooling() {}

    /** Pixels [N, C, H, W], boxes [R, 5] as picture, left, top, right, bottom; written [R, C, h, w]. */
    static Value spelled(GraphBuilder g, Operation o) {
        Value boxes = o.input(1);
        long[] cells = o.integers("pooled_shape", 2, 1);
        Shape x = o.input(0).shape();
        long r = boxes.dim(0);
        Value pixels = g.gather(o.input(0), g.cast(column(g, boxes, 0), ElementType.INT64), 0);
        Value columns = g.reshape(inside(g, o, 1, cells[1], x.dim(3)), r, 1, 1, cells[1], x.dim(3));
        Value wide = g.where(columns, g.reshape(pixels, r, x.dim(1), x.dim(2), 1, x.dim(3)), g.number(pixels, LOWEST));
        Value across = g.reshape(g.reduce("ReduceMax", wide, false, 4), r, x.dim(1), 1, x.dim(2), cells[1]);
        Value rows = g.reshape(inside(g, o, 2, cells[0], x.dim(2)), r, 1, cells[0], x.dim(2), 1);
        Value high = g.where(rows, across, g.number(pixels, LOWEST));
        Value largest = g.reduce("ReduceMax", high, false, 3);
        return g.where(g.greater(largest, LOWEST), largest);
    }

    /** Whether a pixel of an axis is in a cell, [R, cells, pixels]. */
    private static Value inside(GraphBuilder g, Operation o, int edge, long cells, long pixels) {
        Value start = rounded(g, o, edge);
        Value whole = g.add(g.sub(rounded(g, o, edge + 2), start), 1);
        Value size = g.div(g.max(whole, g.number(whole, 1)), cells);
        Value first = g.floor(g.mul(size, g.numbers(size, Shape.of(1, cells), i -> i)));
        Value last = g.op("Ceil", g.mul(size, g.numbers(size, Shape.of(1, cells), i -> i + 1)));
        Value places = g.numbers(size, Shape.of(1, 1, pixels), i -> i);
        Value from = g.reshape(g.add(start, first), start.dim(0), cells, 1);
        Value to = g.reshape(g.add(start, last), start.dim(0), cells, 1);
        return g.and(g.not(g.less(places, from)), g.less(places, to));
    }

    /** An edge of each box in pixels, [R, 1]. */
    private static Value rounded(GraphBuilder g, Operation o, int edge) {
        Value scaled = g.mul(column(g, o.input(1), edge), o.number("spatial_scale", 1));
        return g.reshape(g.floor(g.add(scaled, 0.5)), scaled.dim(0), 1);
    }

    private static Value column(GraphBuilder g, Value boxes, int index) {
        return g.reshape(g.slice(boxes, 1, index, index + 1), boxes.dim(0));
    }
}
