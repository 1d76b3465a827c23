package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Compares gradients with central differences of ⟨u, f(x)⟩, u random, along random directions; and so again the gradient's own gradient.
 *
 * @param rules what is checked
 */
record GradientChecker(Rules rules) {
    static final OrtOracle ORACLE = new OrtOracle();

    private static final int DIRECTIONS = 3;

    /** Step, and what the truncation and rounding of the differences may come to, relative to the sum of |gᵢvᵢ|. */
    private record Precision(double step, double relative, double epsilon) {
        static Precision of(ElementType type) {
            return type == ElementType.DOUBLE ? new Precision(1e-4, 1e-7, 1e-16) : new Precision(1e-2, 1e-3, 6e-8);
        }
    }

    /** First and second derivative, and Euler's identity where the case states a degree. */
    void check(GradientCase c) {
        GraphBuilder g = new GraphBuilder(ORACLE);
        Derivatives first = Derivatives.of(g, rules, c);
        compare(c, g, first, true);
        compare(c, g, first.next(g, rules), false);
    }

    private static void compare(GradientCase c, GraphBuilder g, Derivatives d, boolean first) {
        try (CompiledGraph graph = CompiledGraph.of(g, d.outputs(g))) {
            Map<String, Tensor> at = point(c);
            Map<String, Tensor> base = graph.run(at);
            double slopes = 0;
            double euler = 0;
            for (int i = 0; i < c.tensors().size(); i++) {
                if (c.isChecked(i)) {
                    double[] gradient = tensor(base, "d" + i).doubles();
                    slopes += alongDirections(c, graph, at, gradient, i, order(first));
                    euler += dot(gradient, c.tensors().get(i).doubles());
                }
            }
            if (first) {
                assertThat(slopes).as("the case has a gradient to check").isPositive();
                double degree = c.degree().orElse(0);
                double size = tensor(base, "size").doubles()[0];
                if (degree > 0) {
                    assertThat(euler)
                            .as("Euler's identity")
                            .isCloseTo(
                                    degree * sum(base),
                                    within(100 * precision(c).epsilon() * (1 + degree * size)));
                }
            }
        }
    }

    private static String order(boolean first) {
        return first ? "gradient" : "gradient of the gradient";
    }

    /** Fails when the slope along a direction is not what the gradient says. Returns the sum of |gᵢvᵢ|. */
    private static double alongDirections(
            GradientCase c, CompiledGraph graph, Map<String, Tensor> at, double[] gradient, int input, String what) {
        Random random = new Random(input);
        Precision precision = precision(c);
        double noise = 20
                * precision.epsilon()
                / precision.step()
                * tensor(graph.run(at), "size").doubles()[0];
        double total = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            double[] v =
                    random.doubles(gradient.length, -1, 1).map(Math::signum).toArray();
            double slope = slope(graph, at, input, v, precision.step());
            double size = IntStream.range(0, v.length)
                    .mapToDouble(i -> Math.abs(gradient[i] * v[i]))
                    .sum();
            assertThat(dot(gradient, v))
                    .as("%s of %s with respect to input %d", what, c, input)
                    .isCloseTo(slope, within(precision.relative() * size + noise));
            total += size;
        }
        return total;
    }

    /** The fourth-order central difference. */
    private static double slope(CompiledGraph graph, Map<String, Tensor> at, int input, double[] v, double h) {
        double near = sum(graph.run(moved(at, input, v, h))) - sum(graph.run(moved(at, input, v, -h)));
        double far = sum(graph.run(moved(at, input, v, 2 * h))) - sum(graph.run(moved(at, input, v, -2 * h)));
        return (8 * near - far) / (12 * h);
    }

    private static Map<String, Tensor> moved(Map<String, Tensor> at, int input, double[] v, double h) {
        Map<String, Tensor> moved = new HashMap<>(at);
        moved.computeIfPresent("x" + input, (name, tensor) -> {
            double[] x = tensor.doubles();
            double[] there = IntStream.range(0, x.length)
                    .mapToDouble(i -> x[i] + h * v[i])
                    .toArray();
            return tensor(tensor.type(), there, tensor.shape().dims());
        });
        return moved;
    }

    private static Map<String, Tensor> point(GradientCase c) {
        Map<String, Tensor> at = new LinkedHashMap<>();
        List<Tensor> tensors = c.tensors();
        IntStream.range(0, tensors.size()).forEach(i -> at.put("x" + i, tensors.get(i)));
        return at;
    }

    private static Precision precision(GradientCase c) {
        boolean single = IntStream.range(0, c.tensors().size())
                .anyMatch(i -> c.isChecked(i) && c.tensors().get(i).type() != ElementType.DOUBLE);
        return Precision.of(single ? ElementType.FLOAT : ElementType.DOUBLE);
    }

    private static double sum(Map<String, Tensor> results) {
        return tensor(results, "sum").doubles()[0];
    }

    private static Tensor tensor(Map<String, Tensor> results, String name) {
        return java.util.Objects.requireNonNull(results.get(name), name);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(Math.max(tolerance, 1e-300));
    }

    /** Numbers as a tensor of a floating-point type. */
    static Tensor tensor(ElementType type, double[] values, long... dims) {
        if (type == ElementType.DOUBLE) {
            return Tensor.of(values, dims);
        }
        float[] floats = new float[values.length];
        IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
        return Tensor.of(floats, dims);
    }
}
