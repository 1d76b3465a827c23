package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares gradients with central differences of ⟨u, f(x)⟩, u random, along random directions; and so again the gradient's own gradient.
 *
 * @param rules what is checked
 */
record GradientChecker(Rules rules) {
    static final OrtOracle ORACLE = new OrtOracle();

    private static final int DIRECTIONS = 3;

    /** Step of the differences; what their truncation may come to, relative to the sum of |gᵢvᵢ|; rounding of one operation. */
    private record Precision(double step, double relative, double epsilon) {
        private static final Precision DOUBLE = new Precision(1e-4, 1e-7, 1e-16);
        private static final Precision FLOAT = new Precision(1e-2, 1e-3, 6e-8);

        static Precision of(Derivatives d) {
            Stream<Value> written = Backward.ancestors(d.weights().keySet()).stream()
                    .flatMap(operation -> Stream.concat(operation.inputs().stream(), operation.outputs().stream()));
            boolean narrow = Stream.concat(written, d.inputs().values().stream())
                    .anyMatch(value -> value.type().isFloating() && value.type() != ElementType.DOUBLE);
            return narrow ? FLOAT : DOUBLE;
        }

        /** What rounding may do to a difference of sums whose absolute terms add up to {@code size}. */
        double noise(double size) {
            return 20 * epsilon / step * size;
        }
    }

    /** First and second derivative, and Euler's identity where the case states a degree. */
    void check(GradientCase c) {
        GraphBuilder g = new GraphBuilder(ORACLE);
        Derivatives first = Derivatives.of(g, rules, c);
        Map<String, Tensor> results = compare(c, g, first, "gradient");
        assertThat(absolute(c, results)).as("the case has a gradient to check").isPositive();
        c.degree().ifPresent(degree -> euler(c, results, degree, Precision.of(first)));
        compare(c, g, first.next(g, rules), "gradient of the gradient");
    }

    /** Fails when a slope is not what the gradient says. Returns sum, size and gradients. */
    private static Map<String, Tensor> compare(GradientCase c, GraphBuilder g, Derivatives d, String what) {
        Precision precision = Precision.of(d);
        try (CompiledGraph graph = CompiledGraph.of(g, d.outputs(g))) {
            Map<String, Tensor> at = point(c);
            Map<String, Tensor> results = graph.run(at);
            double noise = precision.noise(number(results, "size"));
            Slopes slopes = new Slopes(graph, at, precision.step());
            for (int i : checked(c)) {
                double[] gradient = tensor(results, "d" + i).doubles();
                Random random = new Random(i);
                for (int k = 0; k < DIRECTIONS; k++) {
                    double[] v = random.doubles(gradient.length, -1, 1)
                            .map(Math::signum)
                            .toArray();
                    double tolerance = precision.relative() * absolute(gradient) + noise;
                    assertThat(dot(gradient, v))
                            .as("%s of %s with respect to input %d", what, c, i)
                            .isCloseTo(slopes.along("x" + i, v), within(tolerance));
                }
            }
            return results;
        }
    }

    /** For f(tx) = tⁿf(x): ⟨∇f, x⟩ = n f. */
    private static void euler(GradientCase c, Map<String, Tensor> results, int degree, Precision precision) {
        double product = IntStream.of(checked(c))
                .mapToDouble(i -> dot(
                        tensor(results, "d" + i).doubles(), c.tensors().get(i).doubles()))
                .sum();
        double tolerance = 100 * precision.epsilon() * (1 + Math.abs(degree) * number(results, "size"));
        assertThat(product)
                .as("Euler's identity of %s", c)
                .isCloseTo(degree * number(results, "sum"), within(tolerance));
    }

    private static int[] checked(GradientCase c) {
        return IntStream.range(0, c.tensors().size()).filter(c::isChecked).toArray();
    }

    private static Map<String, Tensor> point(GradientCase c) {
        Map<String, Tensor> at = new LinkedHashMap<>();
        List<Tensor> tensors = c.tensors();
        IntStream.range(0, tensors.size()).forEach(i -> at.put("x" + i, tensors.get(i)));
        return at;
    }

    private static Tensor tensor(Map<String, Tensor> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private static double number(Map<String, Tensor> results, String name) {
        return tensor(results, name).doubles()[0];
    }

    private static double absolute(GradientCase c, Map<String, Tensor> results) {
        return IntStream.of(checked(c))
                .mapToDouble(i -> absolute(tensor(results, "d" + i).doubles()))
                .sum();
    }

    private static double absolute(double... values) {
        return DoubleStream.of(values).map(Math::abs).sum();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
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
