package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.stream.IntStream;

/** Products along an axis in log₂ n steps, without a division: right wherever there are zeros, and however often differentiated. */
final class RunningProduct {
    private RunningProduct() {}

    /** For each element the product of all others along some axes. */
    static Value ofOthers(GraphBuilder g, Value x, int... axes) {
        int[] kept = Arithmetic.axesBut(x.rank(), axes);
        int[] order = IntStream.concat(IntStream.of(kept), IntStream.of(axes)).toArray();
        Value moved = g.transpose(x, order);
        Shape lead = moved.shape().slice(0, kept.length);
        Value line = g.reshape(moved, lead.concat(Shape.of(x.shape().size() / Math.max(1, lead.size()))));
        Value others = g.mul(ofEarlier(g, line, kept.length), ofLater(g, line, kept.length));
        return g.transpose(g.reshape(others, moved.shape()), inverse(order));
    }

    /** For each element the product of those before it. */
    static Value ofEarlier(GraphBuilder g, Value x, int axis) {
        Value product = shifted(g, x, axis, 1);
        for (long step = 1; step < x.dim(axis); step *= 2) {
            product = g.mul(product, shifted(g, product, axis, step));
        }
        return product;
    }

    /** For each element the product of those behind it. */
    static Value ofLater(GraphBuilder g, Value x, int axis) {
        return g.reverse(ofEarlier(g, g.reverse(x, axis), axis), axis);
    }

    /** Elements moved on, ones moved in. */
    private static Value shifted(GraphBuilder g, Value x, int axis, long step) {
        long length = x.dim(axis);
        Value ones = g.expand(g.number(x, 1), x.shape().with(axis, Math.min(step, length)));
        return step >= length ? ones : g.concat(axis, java.util.List.of(ones, g.slice(x, axis, 0, length - step)));
    }

    private static int[] inverse(int... order) {
        int[] inverse = new int[order.length];
        IntStream.range(0, order.length).forEach(i -> inverse[order[i]] = i);
        return inverse;
    }
}
