package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Operators that centre, scale or weigh elements by what others are. */
final class NormalizationGradients {
    static final Map<String, Rule> TABLE = Map.ofEntries(
            entry("Softmax", Rule.unary((g, x, y, dy) -> softmax(g, y, dy, axis(y)))),
            entry("LogSoftmax", Rule.unary((g, x, y, dy) -> g.sub(dy, g.mul(g.exp(y), g.sum(dy, true, axis(y)))))),
            entry("BatchNormalization", NormalizationGradients::batch),
            entry("LayerNormalization", NormalizationGradients::layer),
            entry("InstanceNormalization", NormalizationGradients::instance),
            entry("LRN", Rule.unary((g, x, y, dy) -> neighbours(g, x, y, dy))));

    private NormalizationGradients() {}

    private static int axis(Value y) {
        return y.operation().orElseThrow().axis("axis", -1, y.rank());
    }

    /** y = eˣ / Σeˣ, so dx = y(dy − Σ y·dy). */
    private static Value softmax(GraphBuilder g, Value y, Value dy, int axis) {
        Value weighted = g.mul(y, dy);
        return g.sub(weighted, g.mul(y, g.sum(weighted, true, axis)));
    }

    /** y = (x − mean)·scale/σ + bias with σ² = variance + ε, everything but x constant along all axes but the second. */
    private static void batch(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        Value dy = p.dy();
        int[] others = Arithmetic.axesBut(x.rank(), 1);
        Value inverse = g.reciprocal(g.sqrt(g.add(p.in(4), p.operation().number("epsilon", 1e-5f))));
        Value slope = g.mul(p.in(1), inverse);
        Supplier<Value> bias = () -> g.sum(dy, false, others);
        Supplier<Value> centred = () -> g.sum(g.mul(dy, g.sub(x, perChannel(g, p.in(3), x))), false, others);
        p.give(0, () -> g.mul(dy, perChannel(g, slope, x)));
        p.give(1, () -> g.mul(centred.get(), inverse));
        p.give(2, bias);
        p.give(3, () -> g.neg(g.mul(bias.get(), slope)));
        p.give(4, () -> g.mul(g.mul(centred.get(), slope), g.mul(g.square(inverse), -0.5)));
    }

    /** A vector of one number a channel, to be broadcast over the axes of x. */
    static Value perChannel(GraphBuilder g, Value vector, Value x) {
        long[] dims = IntStream.range(0, x.rank())
                .mapToLong(i -> i == 1 ? vector.shape().size() : 1)
                .toArray();
        return g.reshape(vector, dims);
    }

    /**
     * y = ŷ·scale + bias with ŷ = (x − μ)/σ. The operator also writes μ and 1/σ, which the gradient uses, so that the gradient's own
     * gradient arrives there: dμ/dx = 1/n and d(1/σ)/dx = −ŷ/(σ²n).
     */
    private static void layer(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        int axis = p.operation().axis("axis", -1, x.rank());
        int[] axes = IntStream.range(axis, x.rank()).toArray();
        double count = x.shape().slice(axis, x.rank()).size();
        Value inverse = g.cast(p.out(2), x.type());
        Value normal = g.mul(g.sub(x, g.cast(p.out(1), x.type())), inverse);
        p.give(0, () -> {
            Value dx = p.arrived(0)
                    .map(dy -> centred(g, g.mul(dy, p.in(1)), normal, inverse, axes))
                    .orElseGet(() -> g.zeros(x));
            Value mean = g.cast(p.dy(1), x.type());
            Value spread = g.mul(g.cast(p.dy(2), x.type()), g.square(inverse));
            return g.add(dx, g.div(g.sub(mean, g.mul(spread, normal)), count));
        });
        p.give(1, () -> g.mul(p.dy(), normal));
        p.give(2, p::dy);
    }

    /** σ of the operator that is pulled, for an input less its mean along the axes: √(mean(d²) + ε). */
    static Value deviation(Pull p, Value centred, int... axes) {
        GraphBuilder g = p.graph();
        double epsilon = p.operation().number("epsilon", 1e-5f);
        return g.sqrt(g.add(g.mean(g.square(centred), true, axes), epsilon));
    }

    /** ŷ = (x − μ)/σ, so dx = (dŷ − mean(dŷ) − ŷ·mean(ŷ·dŷ))/σ. */
    private static Value centred(GraphBuilder g, Value dy, Value normal, Value inverse, int... axes) {
        Value along = g.mul(normal, g.mean(g.mul(normal, dy), true, axes));
        return g.mul(inverse, g.sub(g.sub(dy, g.mean(dy, true, axes)), along));
    }

    /** The same over the spatial axes, a scale and a bias a channel. */
    private static void instance(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        int[] axes = Arithmetic.axesBut(x.rank(), 0, 1);
        Value centre = g.sub(x, g.mean(x, true, axes));
        Value variance = g.mean(g.square(centre), true, axes);
        Value inverse = g.reciprocal(g.sqrt(g.add(variance, p.operation().number("epsilon", 1e-5f))));
        Value normal = g.mul(centre, inverse);
        int[] others = Arithmetic.axesBut(x.rank(), 1);
        p.give(0, () -> centred(g, g.mul(p.dy(), perChannel(g, p.in(1), x)), normal, inverse, axes));
        p.give(1, () -> g.sum(g.mul(p.dy(), normal), false, others));
        p.give(2, () -> g.sum(p.dy(), false, others));
    }

    /** y = x·s⁻ᵝ with s = bias + α/size·Σx² over neighbouring channels, so dx = dy·s⁻ᵝ − 2αβ/size·x·Σ(dy·y/s). */
    private static Value neighbours(GraphBuilder g, Value x, Value y, Value dy) {
        Operation o = y.operation().orElseThrow();
        long size = o.integer("size", 1);
        double rate = o.number("alpha", 1e-4f) / size;
        double beta = o.number("beta", 0.75f);
        long before = (size - 1) / 2;
        long behind = size - 1 - before;
        Value s = g.add(g.mul(band(x.dim(1), before, behind).transposed(g, g.square(x), 1), rate), o.number("bias", 1));
        Value share = band(x.dim(1), behind, before).transposed(g, g.div(g.mul(dy, y), s), 1);
        return g.sub(g.mul(dy, g.pow(s, -beta)), g.mul(g.mul(x, share), 2 * rate * beta));
    }

    /** Ones where a column is at most that far before or behind the row's number. */
    private static AxisMap band(long length, long before, long behind) {
        int n = Math.toIntExact(length);
        float[] values = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = Math.max(0, i - (int) before); j <= Math.min(n - 1, i + behind); j++) {
                values[i * n + j] = 1;
            }
        }
        return new AxisMap(Tensor.of(values, n, n));
    }
}
