package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** GridSample: pixels read where a grid of coordinates between -1 and 1 says. */
final class GridSampling {
    /** The coefficient of the cubic kernel that the operator's specification names. */
    private static final double CUBIC = -0.75;

    private final GraphBuilder g;
    private final Sampling pixels;
    private final String mode;
    private final String padding;
    private final boolean corners;

    private GridSampling(GraphBuilder g, Operation o) {
        this.g = g;
        this.pixels = new Sampling(g, o.input(0));
        this.mode = o.text("mode", "linear");
        this.padding = o.text("padding_mode", "zeros");
        this.corners = o.integer("align_corners", 0) == 1;
    }

    /** Pixels [N, C, D…], grid [N, O…, axes], the last axis of the picture first. */
    static Value spelled(GraphBuilder g, Operation o) {
        Shape x = o.input(0).shape();
        Shape grid = o.input(1).shape();
        int axes = x.rank() - 2;
        GridSampling sampling = new GridSampling(g, o);
        Shape points = grid.slice(1, grid.rank() - 1);
        Value coordinates = g.reshape(o.input(1), x.dim(0), points.size(), axes);
        List<List<Sampling.Tap>> taps = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            int column = axes - 1 - axis;
            Value along = g.reshape(g.slice(coordinates, 2, column, column + 1), x.dim(0), points.size());
            taps.add(sampling.taps(along, axis, x.dim(axis + 2)));
        }
        Value sums = g.transpose(sampling.pixels.sum(taps), 0, 2, 1);
        return g.reshape(sums, x.slice(0, 2).concat(points));
    }

    private List<Sampling.Tap> taps(Value coordinate, int axis, long length) {
        Value place = corners
                ? g.mul(g.add(coordinate, 1), (length - 1) / 2.0)
                : g.mul(g.sub(g.add(coordinate, 1), 1.0 / length), length / 2.0);
        return switch (mode) {
            case "nearest" -> padded(List.of(new Sampling.Tap(g.op("Round", place), g.ones(place))), axis, length);
            case "cubic", "bicubic" -> padded(cubic(place), axis, length);
            default -> linear(place, axis, length);
        };
    }

    /** Coordinates outside are moved inside before they are split up, and so is the derivative. */
    private List<Sampling.Tap> linear(Value place, int axis, long length) {
        if (padding.equals("zeros")) {
            return pixels.inside(Sampling.linear(g, place), axis);
        }
        Value inside = padding.equals("border") ? pixels.clamped(place, axis) : reflected(place, length);
        return Sampling.moved(Sampling.linear(g, inside), p -> pixels.clamped(p, axis));
    }

    private List<Sampling.Tap> padded(List<Sampling.Tap> taps, int axis, long length) {
        return switch (padding) {
            case "zeros" -> pixels.inside(taps, axis);
            case "border" -> Sampling.moved(taps, p -> pixels.clamped(p, axis));
            default -> Sampling.moved(taps, p -> pixels.clamped(reflected(p, length), axis));
        };
    }

    /** To and fro between the borders: the span minus the distance from the far end, within two spans. */
    private Value reflected(Value place, long length) {
        double low = corners ? 0 : -0.5;
        double span = corners ? length - 1 : length;
        if (span == 0) {
            return g.zeros(place);
        }
        Value way = g.abs(g.sub(place, low));
        Value lap = g.sub(way, g.mul(g.floor(g.div(way, 2 * span)), 2 * span));
        return g.add(g.sub(span, g.abs(g.sub(lap, span))), low);
    }

    /** Keys, 1981: the four pixels around, weighted by a piecewise cubic of their distance. */
    private List<Sampling.Tap> cubic(Value place) {
        Value below = g.floor(place);
        Value t = g.sub(place, below);
        return List.of(
                new Sampling.Tap(g.sub(below, 1), far(g.add(t, 1))),
                new Sampling.Tap(below, near(t)),
                new Sampling.Tap(g.add(below, 1), near(g.sub(1, t))),
                new Sampling.Tap(g.add(below, 2), far(g.sub(2, t))));
    }

    /** (a+2)·d³ − (a+3)·d² + 1 for distances up to 1. */
    private Value near(Value d) {
        return g.add(g.mul(g.sub(g.mul(d, CUBIC + 2), CUBIC + 3), g.square(d)), 1);
    }

    /** a·d³ − 5a·d² + 8a·d − 4a for distances from 1 to 2. */
    private Value far(Value d) {
        Value inner = g.add(g.mul(g.sub(g.mul(d, CUBIC), 5 * CUBIC), d), 8 * CUBIC);
        return g.sub(g.mul(inner, d), 4 * CUBIC);
    }
}
