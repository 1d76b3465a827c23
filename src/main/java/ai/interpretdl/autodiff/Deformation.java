package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.List;

/** DeformConv: a convolution whose every tap is moved by an offset, and weighted by a mask. Zhu et al., 2018, arXiv:1811.11168. */
final class Deformation {
    private final GraphBuilder g;
    private final Operation o;
    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] pads;
    private final long fields;
    private final Shape places;

    private Deformation(GraphBuilder g, Operation o) {
        this.g = g;
        this.o = o;
        this.kernel = o.input(1).shape().slice(2, 4).dims();
        this.strides = o.integers("strides", 2, 1);
        this.dilations = o.integers("dilations", 2, 1);
        this.pads = o.integers("pads", 4, 0);
        this.fields = o.integer("offset_group", 1);
        this.places = o.input(2).shape().slice(2, 4);
        if (o.input(0).rank() != 4) {
            throw new UnsupportedOperatorException(o, "it is differentiated on pictures [N, C, H, W] only");
        }
    }

    /** Pixels [N, C, H, W], kernel [M, C/g, h, w], offsets [N, fields·h·w·2, …], bias [M], mask [N, fields·h·w, …]. */
    static Value spelled(GraphBuilder g, Operation o) {
        Deformation d = new Deformation(g, o);
        Shape x = o.input(0).shape();
        long m = o.input(1).dim(0);
        long group = o.integer("group", 1);
        Value columns = g.reshape(d.columns(), x.dim(0), group, x.dim(1) / group * d.taps(), d.places.size());
        Value w = g.reshape(o.input(1), group, m / group, x.dim(1) / group * d.taps());
        Value y = g.reshape(g.matmul(w, columns), Shape.of(x.dim(0), m).concat(d.places));
        return o.has(3) ? g.add(y, g.reshape(o.input(3), m, 1, 1)) : y;
    }

    private long taps() {
        return kernel[0] * kernel[1];
    }

    /** What each tap reads, [N, C, taps, places]. Channels that share their offsets are a picture of their own. */
    private Value columns() {
        Shape x = o.input(0).shape();
        long pictures = x.dim(0) * fields;
        long channels = x.dim(1) / fields;
        Sampling pixels = new Sampling(g, g.reshape(o.input(0), pictures, channels, x.dim(2), x.dim(3)));
        Value offsets = g.reshape(o.input(2), pictures, taps(), 2, places.size());
        Value read = pixels.sum(List.of(
                pixels.inside(Sampling.linear(g, coordinates(offsets, 0)), 0),
                pixels.inside(Sampling.linear(g, coordinates(offsets, 1)), 1)));
        Value masked = o.has(4) ? g.mul(read, g.reshape(o.input(4), pictures, taps() * places.size(), 1)) : read;
        Value apart = g.reshape(masked, pictures, taps(), places.size(), channels);
        return g.reshape(g.transpose(apart, 0, 3, 1, 2), x.dim(0), x.dim(1), taps(), places.size());
    }

    /** [pictures, taps · places]. */
    private Value coordinates(Value offsets, int axis) {
        long pictures = offsets.dim(0);
        Value moved = g.reshape(g.slice(offsets, 2, axis, axis + 1), pictures, taps(), places.size());
        Value regular = g.numbers(moved, Shape.of(taps(), places.size()), i -> {
            long tap = i / places.size();
            long place = i % places.size();
            long k = axis == 0 ? tap / kernel[1] : tap % kernel[1];
            long at = axis == 0 ? place / places.dim(1) : place % places.dim(1);
            return at * strides[axis] - pads[axis] + k * dilations[axis];
        });
        return g.reshape(g.add(moved, regular), pictures, taps() * places.size());
    }
}
