package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How the sum of a compiled graph rises along directions: fourth-order central differences.
 *
 * @param graph with outputs {@code sum} and {@code size}, the sum of its absolute terms
 * @param at inputs by name
 * @param step of the differences
 */
record Slopes(CompiledGraph graph, Map<String, Tensor> at, double step) {
    /** The slope where one input moves along v. */
    double along(String input, double... v) {
        double near = moved(input, v, step) - moved(input, v, -step);
        double far = moved(input, v, 2 * step) - moved(input, v, -2 * step);
        return (8 * near - far) / (12 * step);
    }

    private double moved(String input, double[] v, double h) {
        Map<String, Tensor> moved = new HashMap<>(at);
        moved.computeIfPresent(input, (name, tensor) -> {
            double[] x = tensor.doubles();
            double[] there = IntStream.range(0, x.length)
                    .mapToDouble(i -> x[i] + h * v[i])
                    .toArray();
            return GradientChecker.tensor(tensor.type(), there, tensor.shape().dims());
        });
        return Objects.requireNonNull(graph.run(moved).get("sum")).doubles()[0];
    }
}
