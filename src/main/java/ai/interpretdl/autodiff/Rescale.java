package ai.interpretdl.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * DeepLIFT's multipliers by the Rescale rule: for each operator a factor by which differences from a reference go from input to output.
 *
 * <p>Shrikumar et al., 2017, arXiv:1704.02685, section 3.5.2. A product of two varying values uses the mean of each, as SHAP does, which is
 * complete; so do matrix products. A quotient y = a/b is the product a = y·b solved for y: Δy = (Δa − Δb·(y + y₀)/2)·2/(b + b₀), complete, and
 * bounded where a reference of nothing leaves a denominator near 0, as the deviation of a constant text in a normalisation; the mean of both
 * orders, which SHAP takes, grows with 1/b₀ there. Softmax is taken apart into exp, sum and quotient, LayerNormalization into mean, root and
 * quotient, which is complete too, where Captum approximates. Other operators of several inputs keep their derivative: attributions through them
 * need not be complete.
 */
public final class Rescale {
    /** Below this difference a ratio of differences is noise, and the derivative takes its place. */
    private static final double SMALL = 1e-6;

    /**
     * The same as a share of the values: float32 rounds y to 6e-8 of it, so Δy/Δx is wrong by 6e-8/share, and a derivative in its place by
     * about share/2.
     */
    private static final double SMALL_SHARE = 1e-4;

    private static final double TINY = 1e-30;

    /** Bent element by element, by the first input. */
    static final Set<String> CURVED = Set.of(
            "Relu",
            "LeakyRelu",
            "PRelu",
            "ThresholdedRelu",
            "Shrink",
            "Clip",
            "Elu",
            "Selu",
            "Sigmoid",
            "Softplus",
            "Softsign",
            "HardSigmoid",
            "HardSwish",
            "Mish",
            "Abs",
            "Reciprocal",
            "Exp",
            "Log",
            "Sqrt",
            "Erf",
            "com.microsoft:Gelu",
            "Sin",
            "Cos",
            "Tan",
            "Atan",
            "Sinh",
            "Cosh",
            "Tanh",
            "Pow");

    private final Twin twin;

    private Rescale(Twin twin) {
        this.twin = twin;
    }

    /** The rules that take the place of the derivative's, against the values of a twin. */
    public static Map<String, Rule> against(Twin twin) {
        Rescale rescale = new Rescale(twin);
        Map<String, Rule> rules = new HashMap<>();
        CURVED.forEach(operator -> rules.put(operator, rescale::secant));
        List.of("Mul", "MatMul", "Gemm", "Einsum", "Conv").forEach(operator -> rules.put(operator, rescale::midway));
        rules.put("Div", rescale::quotient);
        rules.put("Sqrt", rescale::root);
        rules.put("Reciprocal", rescale::reciprocal);
        rules.put("Softmax", rescale::softmax);
        rules.put("LayerNormalization", rescale::layerNormalization);
        rules.put("MaxPool", rescale::maxPool);
        rules.put("GlobalMaxPool", rescale::globalMaxPool);
        return rules;
    }

    /** Δy/Δx, and the derivative where nothing moved. */
    private void secant(Pull p) {
        GraphBuilder g = p.graph();
        Value dx = g.sub(p.in(0), twin.of(p.in(0)));
        Value dy = g.sub(p.out(0), twin.of(p.out(0)));
        Value larger = g.max(g.abs(p.in(0)), g.abs(twin.of(p.in(0))));
        Value least = g.max(g.mul(larger, SMALL_SHARE), g.number(dx, SMALL));
        Value moved = g.greater(g.abs(dx), least);
        p.give(0, () -> g.mul(p.dy(), ratio(g, dy, dx, moved, slope(g, p.operation()))));
    }

    /** Δ√x = Δx/(√x + √x₀). */
    private void root(Pull p) {
        GraphBuilder g = p.graph();
        Value both = g.add(p.out(0), twin.of(p.out(0)));
        p.give(0, () -> g.div(p.dy(), g.max(both, g.number(both, TINY))));
    }

    /** Δ(1/x) = -Δx/(x·x₀). */
    private void reciprocal(Pull p) {
        GraphBuilder g = p.graph();
        p.give(0, () -> g.neg(g.mul(p.dy(), g.mul(p.out(0), twin.of(p.out(0))))));
    }

    /** The derivative of the first output with respect to the first input, element by element. */
    static Value slope(GraphBuilder g, Operation o) {
        Map<Value, Value> seed = Map.of(o.output(0), g.ones(o.output(0)));
        return Backward.pull(g, Rules.derivative(), seed, List.of(o.input(0)), o.inputs())
                .get(0);
    }

    static Value ratio(GraphBuilder g, Value dy, Value dx, Value otherwise) {
        return ratio(g, dy, dx, g.greater(g.abs(dx), SMALL), otherwise);
    }

    private static Value ratio(GraphBuilder g, Value dy, Value dx, Value moved, Value otherwise) {
        return g.where(moved, g.div(dy, g.where(moved, dx, g.number(dx, 1))), otherwise);
    }

    /** Δ(ab) = Δa·(b + b₀)/2 + Δb·(a + a₀)/2: the derivative midway between input and reference. */
    private void midway(Pull p) {
        GraphBuilder g = p.graph();
        Operation o = p.operation();
        List<Value> middles = o.inputs().stream().map(value -> middle(g, value)).toList();
        Value y = g.again(o, middles).get(0);
        List<Integer> wanted = p.wanted();
        List<Value> found = Backward.pull(
                g,
                Rules.derivative(),
                Map.of(y, p.dy()),
                wanted.stream().map(middles::get).toList(),
                middles);
        IntStream.range(0, wanted.size()).forEach(k -> p.give(wanted.get(k), () -> found.get(k)));
    }

    private Value middle(GraphBuilder g, Value value) {
        return twin.moves(value) ? g.mul(g.add(value, twin.of(value)), 0.5) : value;
    }

    /** See above; where b and b₀ have different signs their sum may vanish, and a·(1/b) is a product with Δ(1/b) = -Δb/(b·b₀). */
    private void quotient(Pull p) {
        GraphBuilder g = p.graph();
        Value b = p.in(1);
        Value b0 = twin.of(b);
        Value alike = g.greater(g.mul(g.sign(b), g.sign(b0)), 0);
        Value half = g.where(alike, g.mul(g.add(b, b0), 0.5), g.number(b, 1));
        Value inverses = g.mul(g.add(g.reciprocal(b), g.reciprocal(b0)), 0.5);
        p.give(0, () -> g.mul(p.dy(), g.where(alike, g.reciprocal(half), inverses)));
        Value y = g.mul(g.add(p.out(0), twin.of(p.out(0))), 0.5);
        p.give(1, () -> g.neg(g.mul(p.dy(), g.where(alike, g.div(y, half), g.div(g.div(middle(g, p.in(0)), b), b0)))));
    }

    /** y = e/s with e = exp(x - c) and s = Σe, where c is the larger of both maxima. */
    private void softmax(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        Value x0 = twin.of(x);
        int axis = p.operation().axis("axis", -1, x.rank());
        Value largest = g.max(g.reduce("ReduceMax", x, true, axis), g.reduce("ReduceMax", x0, true, axis));
        Value e = g.exp(g.sub(x, largest));
        Value e0 = g.exp(g.sub(x0, largest));
        // One of the two sums is at least 1.
        Value half = g.mul(g.add(g.sum(e, true, axis), g.sum(e0, true, axis)), 0.5);
        Value y = g.mul(g.add(p.out(0), twin.of(p.out(0))), 0.5);
        Value perE = g.div(g.sub(p.dy(), g.sum(g.mul(p.dy(), y), true, axis)), half);
        p.give(0, () -> g.mul(perE, ratio(g, g.sub(e, e0), g.sub(x, x0), e)));
    }

    /** y = scale·d/s + bias with d = x - mean(x) and s² = mean(d²) + ε. */
    private void layerNormalization(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        int first = p.operation().axis("axis", -1, x.rank());
        int[] axes = IntStream.range(first, x.rank()).toArray();
        Value d = g.sub(x, g.mean(x, true, axes));
        Value d0 = g.sub(twin.of(x), g.mean(twin.of(x), true, axes));
        Value s = NormalizationGradients.deviation(p, d, axes);
        Value s0 = NormalizationGradients.deviation(p, d0, axes);
        Value half = g.mul(g.add(s, s0), 0.5);
        Value normal = g.mul(g.add(g.div(d, s), g.div(d0, s0)), 0.5);
        Value u = g.mul(p.dy(), p.in(1));
        Value perRoot = g.div(g.mean(g.mul(u, normal), true, axes), half);
        Value perCentred = g.sub(g.div(u, half), g.mul(perRoot, g.div(g.mul(g.add(d, d0), 0.5), half)));
        p.give(0, () -> g.sub(perCentred, g.mean(perCentred, true, axes)));
        p.give(1, () -> g.mul(p.dy(), normal));
        p.give(2, p::dy);
    }

    /** What a maximum rose by belongs to where it is now, what it fell by to where it was. */
    private void maxPool(Pull p) {
        p.give(0, () -> risen(p, v -> scattered(p, p.out(1), v), v -> scattered(p, twin.of(p.out(1)), v)));
    }

    private void globalMaxPool(Pull p) {
        GraphBuilder g = p.graph();
        Value x0 = twin.of(p.in(0));
        Value y0 = twin.of(p.out(0));
        p.give(0, () -> risen(p, v -> winners(g, p.in(0), p.out(0), v), v -> winners(g, x0, y0, v)));
    }

    @FunctionalInterface
    private interface Placing {
        Value of(Value perWindow);
    }

    private Value risen(Pull p, Placing now, Placing before) {
        GraphBuilder g = p.graph();
        Value y = p.out(0);
        Value y0 = twin.of(y);
        Value top = g.max(y, y0);
        Value gain = now.of(g.mul(p.dy(), g.sub(top, y0)));
        Value loss = before.of(g.mul(p.dy(), g.sub(y, top)));
        Value dx = g.sub(p.in(0), twin.of(p.in(0)));
        return ratio(g, g.add(gain, loss), dx, g.zeros(dx));
    }

    private static Value scattered(Pull p, Value places, Value values) {
        GraphBuilder g = p.graph();
        long count = values.shape().size();
        Value zeros = g.reshape(g.zeros(p.in(0)), p.in(0).shape().size());
        Value flat = g.scatterAdd(zeros, g.reshape(places, count), g.reshape(values, count), 0);
        return g.reshape(flat, p.in(0).shape());
    }

    private static Value winners(GraphBuilder g, Value x, Value y, Value values) {
        Value largest = g.cast(g.equal(x, y), x.type());
        int[] axes = IntStream.range(2, x.rank()).toArray();
        return g.mul(largest, g.div(values, g.sum(largest, true, axes)));
    }
}
