package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Reads a picture between its pixels: at each point the sum of the pixels around it, weighted axis by axis.
 *
 * <p>Shapes: pixels [N, C, D…], of each of the spatial axes a coordinate for each point [N', P], results [N', P, C].
 */
final class Sampling {
    private final GraphBuilder g;
    private final Shape shape;
    private final Value rows;
    private final Value firstRows;

    /** @param picture which picture each list of points is on, [N'] */
    Sampling(GraphBuilder g, Value pixels, Value picture) {
        this.g = g;
        this.shape = pixels.shape();
        long area = lengths().size();
        Value flat = g.reshape(pixels, shape.dim(0), shape.dim(1), area);
        this.rows = g.reshape(g.transpose(flat, 0, 2, 1), shape.dim(0) * area, shape.dim(1));
        Value first = g.op("Mul", g.cast(picture, ElementType.INT64), g.constant(Tensor.scalar(area)));
        this.firstRows = g.reshape(first, picture.dim(0), 1);
    }

    /** One list of points on each picture. */
    Sampling(GraphBuilder g, Value pixels) {
        this(g, pixels, g.ints(LongStream.range(0, pixels.dim(0)).toArray()));
    }

    /**
     * A pixel of an axis that takes part, and its weight.
     *
     * @param place whole numbers in floating point, [N', P]; may lie outside
     * @param weight [N', P]
     */
    record Tap(Value place, Value weight) {}

    private Shape lengths() {
        return shape.slice(2, shape.rank());
    }

    /** The nearest two pixels of an axis; the slope of the weights is the derivative. */
    static List<Tap> linear(GraphBuilder g, Value coordinate) {
        Value below = g.floor(coordinate);
        Value part = g.sub(coordinate, below);
        return List.of(new Tap(below, g.sub(1, part)), new Tap(g.add(below, 1), part));
    }

    /** What lies outside weighs nothing. */
    List<Tap> inside(List<Tap> taps, int axis) {
        double last = lengths().dim(axis) - 1;
        return taps.stream()
                .map(tap -> {
                    Value place = tap.place();
                    Value outside = g.or(g.less(place, 0), g.greater(place, last));
                    return new Tap(clamped(place, axis), g.where(outside, g.number(place, 0), tap.weight()));
                })
                .toList();
    }

    /** Places moved inside. */
    static List<Tap> moved(List<Tap> taps, UnaryOperator<Value> move) {
        return taps.stream()
                .map(tap -> new Tap(move.apply(tap.place()), tap.weight()))
                .toList();
    }

    Value clamped(Value place, int axis) {
        return clamped(g, place, 0, lengths().dim(axis) - 1);
    }

    static Value clamped(GraphBuilder g, Value x, double low, double high) {
        return g.op("Clip", x, g.number(x, low), g.number(x, high));
    }

    /** The sum of the weighted pixels at every combination of taps. */
    Value sum(List<List<Tap>> axes) {
        return weighted(axes).stream().reduce(g::add).orElseThrow();
    }

    /** The weighted pixels at every combination of taps. */
    List<Value> weighted(List<List<Tap>> axes) {
        List<Tap> corners = axes.get(0);
        for (int axis = 1; axis < axes.size(); axis++) {
            List<Tap> longer = new ArrayList<>();
            for (Tap corner : corners) {
                for (Tap tap : axes.get(axis)) {
                    Value place = g.add(g.mul(corner.place(), lengths().dim(axis)), tap.place());
                    longer.add(new Tap(place, g.mul(corner.weight(), tap.weight())));
                }
            }
            corners = longer;
        }
        return corners.stream()
                .map(corner -> g.mul(read(corner.place()), column(corner.weight())))
                .toList();
    }

    private Value read(Value place) {
        Value row = g.add(g.cast(place, ElementType.INT64), firstRows);
        return g.gather(rows, row, 0);
    }

    private Value column(Value weight) {
        return g.reshape(weight, weight.dim(0), weight.dim(1), 1);
    }
}
