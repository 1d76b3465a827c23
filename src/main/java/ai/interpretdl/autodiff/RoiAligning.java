package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.List;

/** RoiAlign: the average or the maximum of points spread evenly over each cell of a box. He et al., 2017, arXiv:1703.06870. */
final class RoiAligning {
    private final GraphBuilder g;
    private final Operation o;
    private final long samples;
    private final boolean halfPixel;
    private final Sampling pixels;

    private RoiAligning(GraphBuilder g, Operation o) {
        this.g = g;
        this.o = o;
        this.samples = o.integer("sampling_ratio", 0);
        this.halfPixel = o.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
        this.pixels = new Sampling(g, o.input(0), o.input(2));
        if (samples == 0) {
            throw new UnsupportedOperatorException(
                    o, "how many points it reads depends on the boxes; export the model with a sampling_ratio above 0");
        }
    }

    /** Pixels [N, C, H, W], boxes [R, 4] as left, top, right, bottom, and the picture each is on [R]; written [R, C, h, w]. */
    static Value spelled(GraphBuilder g, Operation o) {
        RoiAligning align = new RoiAligning(g, o);
        long boxes = o.input(1).dim(0);
        long h = o.integer("output_height", 1);
        long w = o.integer("output_width", 1);
        Shape all = Shape.of(boxes, h, align.samples, w, align.samples);
        Value rows = g.reshape(align.coordinates(1, h), boxes, h, align.samples, 1, 1);
        Value columns = g.reshape(align.coordinates(0, w), boxes, 1, 1, w, align.samples);
        List<List<Sampling.Tap>> taps = List.of(align.taps(rows, 0, all), align.taps(columns, 1, all));
        // the runtime's maximum is over the weighted corners, not over their sums
        boolean average = o.text("mode", "avg").equals("avg");
        Value read = average
                ? align.pixels.sum(taps)
                : align.pixels.weighted(taps).stream().reduce(g::max).orElseThrow();
        Value cells = g.reshape(
                read, boxes, h, align.samples, w, align.samples, o.input(0).dim(1));
        return g.transpose(g.reduce(average ? "ReduceMean" : "ReduceMax", cells, false, 2, 4), 0, 3, 1, 2);
    }

    /** The points of each box along an axis, [R, cells · samples]. */
    private Value coordinates(int column, long cells) {
        Value start = edge(column);
        Value length = g.sub(edge(column + 2), start);
        Value size = halfPixel ? length : g.max(length, g.number(length, 1));
        long count = cells * samples;
        Value parts = g.numbers(size, Shape.of(1, count), i -> (i + 0.5) / count);
        return g.add(start, g.mul(size, parts));
    }

    private Value edge(int column) {
        Value scaled = g.mul(g.slice(o.input(1), 1, column, column + 1), o.number("spatial_scale", 1));
        return g.sub(scaled, halfPixel ? 0.5 : 0);
    }

    /** Points up to one pixel outside read the border, those beyond read 0. */
    private List<Sampling.Tap> taps(Value along, int axis, Shape all) {
        Value place = g.reshape(g.expand(along, all), all.dim(0), all.size() / all.dim(0));
        Value beyond = g.or(g.less(place, -1), g.greater(place, o.input(0).dim(axis + 2)));
        return Sampling.linear(g, pixels.clamped(place, axis)).stream()
                .map(tap -> new Sampling.Tap(
                        pixels.clamped(tap.place(), axis), g.where(beyond, g.number(place, 0), tap.weight())))
                .toList();
    }
}
