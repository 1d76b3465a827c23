package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Pooling. Of equal maxima in a window the first takes the gradient; over a whole picture they share it. */
final class PoolingGradients {
    static final Map<String, Rule> TABLE = Map.of(
            "MaxPool", Rule.unary((g, x, y, dy) -> maxPool(g, x, y.operation().orElseThrow(), dy)),
            "AveragePool",
                    Rule.unary((g, x, y, dy) -> averagePool(g, x, y.operation().orElseThrow(), dy)),
            "LpPool", Rule.unary((g, x, y, dy) -> lpPool(g, x, y, dy)),
            "GlobalMaxPool", Rule.unary((g, x, y, dy) -> globalMaxPool(g, x, y, dy)),
            "GlobalAveragePool",
                    Rule.unary((g, x, y, dy) -> g.expand(g.div(dy, spatial(x).size()), x.shape())),
            "GlobalLpPool", Rule.unary((g, x, y, dy) -> norm(g, x, power(y), steepness(g, y, power(y), dy))));

    private PoolingGradients() {}

    /** y = x[indices], so dx[indices] += dy. */
    private static Value maxPool(GraphBuilder g, Value x, Operation o, Value dy) {
        Value zeros = g.expand(g.number(x, 0), Shape.of(x.shape().size()));
        Value places = g.reshape(indices(g, x, o), dy.shape().size());
        return g.reshape(g.scatterAdd(zeros, places, g.reshape(dy, dy.shape().size()), 0), x.shape());
    }

    /** Places in the whole tensor, row by row; a model that asks for columns first gets its own. */
    private static Value indices(GraphBuilder g, Value x, Operation o) {
        if (o.integer("storage_order", 0) == 0 && o.outputs().size() == 2) {
            return o.output(1);
        }
        Map<String, Attribute> attributes = new HashMap<>(o.attributes());
        attributes.remove("storage_order");
        return g.ops(2, "MaxPool", attributes, x).get(1);
    }

    /** y[i] = Σ x[s·i + k] / n[i], so dx = Wᵀ ∗ (dy/n) with a kernel W of ones. */
    private static Value averagePool(GraphBuilder g, Value x, Operation o, Value dy) {
        Windows w = Windows.of(o);
        return spread(g, g.mul(dy, shares(g, x, o, w)), w, x.shape());
    }

    /** y = (Σ|x|ᵖ)^(1/p), so dx = sign(x)·|x|ᵖ⁻¹ · Wᵀ ∗ (dy·y¹⁻ᵖ). */
    private static Value lpPool(GraphBuilder g, Value x, Value y, Value dy) {
        Windows w = Windows.of(y.operation().orElseThrow());
        return norm(g, x, power(y), spread(g, steepness(g, y, power(y), dy), w, x.shape()));
    }

    /** dy·y¹⁻ᵖ, and 0 where nothing but zeros was in the window. */
    private static Value steepness(GraphBuilder g, Value y, long p, Value dy) {
        Value some = g.greater(y, 0);
        return p == 1 ? dy : g.where(some, g.mul(dy, g.pow(g.where(some, y, g.number(y, 1)), 1 - p)));
    }

    /** sign(x)·|x|ᵖ⁻¹·s. */
    private static Value norm(GraphBuilder g, Value x, long p, Value s) {
        Value slope = p == 1 ? g.sign(x) : p == 2 ? x : g.mul(g.sign(x), g.pow(g.abs(x), p - 1));
        return g.mul(slope, s);
    }

    private static long power(Value y) {
        return y.operation().orElseThrow().integer("p", 2);
    }

    private static Value globalMaxPool(GraphBuilder g, Value x, Value y, Value dy) {
        Value largest = g.cast(g.equal(x, y), x.type());
        int[] axes = IntStream.range(2, x.rank()).toArray();
        return g.mul(largest, g.div(dy, g.sum(largest, true, axes)));
    }

    /** dx[s·i + k] += q[i]: the transpose of a sum over windows. */
    private static Value spread(GraphBuilder g, Value q, Windows w, Shape to) {
        boolean solid = Arrays.stream(w.dilations).allMatch(d -> d == 1);
        if (solid
                && Arrays.equals(w.kernel, w.strides)
                && Arrays.stream(w.before).allMatch(p -> p == 0)) {
            return repeated(g, q, w, to);
        }
        if (solid && Arrays.stream(w.strides).allMatch(s -> s == 1)) {
            return summed(g, q, w, to);
        }
        Value channels = g.reshape(q, Shape.of(to.dim(0) * to.dim(1), 1).concat(spatial(q)));
        Value ones = g.expand(g.number(q, 1), Shape.of(1, 1).concat(Shape.of(w.kernel)));
        return g.reshape(Convolution.pooling(w).wide(g, channels, ones, to.slice(2, to.rank())), to);
    }

    /** Windows side by side: each element is repeated. */
    private static Value repeated(GraphBuilder g, Value q, Windows w, Shape to) {
        Shape single = to.slice(0, 2);
        Shape several = single;
        Shape joined = single;
        long[] behind = new long[to.rank()];
        for (int i = 0; i < w.axes(); i++) {
            long windows = q.dim(i + 2);
            single = single.concat(Shape.of(windows, 1));
            several = several.concat(Shape.of(windows, w.kernel[i]));
            joined = joined.concat(Shape.of(windows * w.kernel[i]));
            behind[i + 2] = to.dim(i + 2) - windows * w.kernel[i];
        }
        Value all = g.reshape(g.expand(g.reshape(q, single), several), joined);
        return g.pad(all, new long[to.rank()], behind);
    }

    /** Windows one element apart: the transpose is a sum over windows as well. */
    private static Value summed(GraphBuilder g, Value q, Windows w, Shape to) {
        long[] pads = new long[2 * w.axes()];
        for (int i = 0; i < w.axes(); i++) {
            pads[i] = w.kernel[i] - 1 - w.before[i];
            pads[i + w.axes()] = to.dim(i + 2) - 1 + w.kernel[i] - q.dim(i + 2) - pads[i];
        }
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.ofInts(w.kernel),
                "pads", Attribute.ofInts(pads),
                "count_include_pad", Attribute.of(1));
        return g.mul(g.op("AveragePool", attributes, q), Shape.of(w.kernel).size());
    }

    /** What an element counts in each window, [1, 1, o…] or a number. */
    private static Value shares(GraphBuilder g, Value x, Operation o, Windows w) {
        boolean padded = LongStream.concat(Arrays.stream(w.before), Arrays.stream(w.behind))
                .anyMatch(p -> p > 0);
        boolean ceil = o.integer("ceil_mode", 0) == 1;
        boolean included = o.integer("count_include_pad", 0) == 1;
        if (!ceil && (included || !padded)) {
            return g.number(x, 1.0 / Shape.of(w.kernel).size());
        }
        Shape windows = Shape.of(1, 1).concat(Shape.of(w.outputs));
        double[] inside = inside(w, spatial(x));
        if (!included) {
            return g.numbers(x, windows, i -> 1 / inside[i]);
        }
        // how far a last window that ends beyond the pads is counted, only the runtime knows
        Tensor ones = Tensor.full(Shape.of(1, 1).concat(spatial(x)), 1);
        double[] averages =
                g.evaluate("AveragePool", o.attributes(), g.constant(ones)).doubles();
        return g.numbers(x, windows, i -> averages[i] / inside[i]);
    }

    /** How many elements of each window are not padding. */
    private static double[] inside(Windows w, Shape lengths) {
        double[] counts = {1};
        for (int axis = 0; axis < w.axes(); axis++) {
            double[] along = new double[Math.toIntExact(w.outputs[axis])];
            for (int i = 0; i < along.length; i++) {
                long start = i * w.strides[axis] - w.before[axis];
                long length = lengths.dim(axis);
                long dilation = w.dilations[axis];
                along[i] = LongStream.range(0, w.kernel[axis])
                        .map(k -> start + k * dilation)
                        .filter(at -> at >= 0 && at < length)
                        .count();
            }
            counts = Arrays.stream(counts)
                    .flatMap(front -> Arrays.stream(along).map(n -> front * n))
                    .toArray();
        }
        return counts;
    }

    private static Shape spatial(Value x) {
        return x.shape().slice(2, x.rank());
    }
}
