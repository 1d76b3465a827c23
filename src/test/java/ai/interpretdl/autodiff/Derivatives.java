package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A weighted sum of values and its gradient.
 *
 * @param weights by value
 * @param inputs what the gradient is with respect to, by its name
 * @param gradients in the order of the inputs
 */
record Derivatives(Map<Value, Value> weights, Map<String, Value> inputs, List<Value> gradients) {
    static Derivatives of(GraphBuilder g, Rules rules, GradientCase c) {
        List<Value> in = c.feed(g);
        Map<String, Value> checked = new LinkedHashMap<>();
        IntStream.range(0, in.size()).filter(c::isChecked).forEach(i -> checked.put("d" + i, in.get(i)));
        return of(g, rules, c.write(g, in), checked, 5);
    }

    private static Derivatives of(
            GraphBuilder g, Rules rules, List<Value> values, Map<String, Value> inputs, long seed) {
        Random random = new Random(seed);
        Map<Value, Value> weights = new LinkedHashMap<>();
        values.forEach(value -> weights.merge(value, weight(g, value, random), g::add));
        return new Derivatives(weights, inputs, Backward.pull(g, rules, weights, List.copyOf(inputs.values())));
    }

    private static Value weight(GraphBuilder g, Value value, Random random) {
        double[] drawn = random.doubles(value.shape().size(), 0.5, 1.5)
                .map(x -> random.nextBoolean() ? x : -x)
                .toArray();
        return g.constant(
                GradientChecker.tensor(value.type(), drawn, value.shape().dims()));
    }

    /** The same for a weighted sum of the gradients. */
    Derivatives next(GraphBuilder g, Rules rules) {
        return of(g, rules, gradients, inputs, 7);
    }

    /** What a checker looks at: the sum and the sum of absolute terms in float64, and the gradients. */
    Map<String, Value> outputs(GraphBuilder g) {
        Value sum = g.constant(Tensor.scalar(ElementType.DOUBLE, 0));
        Value size = sum;
        for (Map.Entry<Value, Value> term : weights.entrySet()) {
            Value product =
                    g.mul(g.cast(term.getKey(), ElementType.DOUBLE), g.cast(term.getValue(), ElementType.DOUBLE));
            sum = g.add(sum, total(g, product));
            size = g.add(size, total(g, g.abs(product)));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("sum", sum);
        outputs.put("size", size);
        List<String> names = List.copyOf(inputs.keySet());
        IntStream.range(0, names.size()).forEach(i -> outputs.put(names.get(i), gradients.get(i)));
        return outputs;
    }

    private static Value total(GraphBuilder g, Value x) {
        return g.sum(x, false, IntStream.range(0, x.rank()).toArray());
    }
}
