package ai.interpretdl.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients of networks as PyTorch exported them against its automatic differentiation in float64: at inputs or embeddings, at inner
 * values, at weights, and a gradient's gradient.
 */
class ExportedGradientsTest {
    /** Of the largest element: float32 against float64. */
    private static final double TOLERANCE = 1e-4;

    /** A second derivative subtracts more: the framework's own in float32 are off by as much. */
    private static final double SECOND = 3e-4;

    private static final String SLOPE = "slope of ";

    static Stream<ExportFixture> exports() {
        return ExportFixture.all().stream();
    }

    /** The reference of the encoder-decoder is at the tokens of its encoder, which are no seam: those of its decoder are. */
    static Stream<ExportFixture> withSeams() {
        return exports().filter(export -> !export.name().startsWith("encoder-decoder"));
    }

    static Stream<ExportFixture> withInnerValues() {
        return exports().filter(export -> !inner(export).isEmpty());
    }

    static Stream<ExportFixture> withWeights() {
        return exports().filter(export -> !export.parameters().isEmpty());
    }

    static Stream<ExportFixture> smooth() {
        return exports().filter(export -> !export.reference().hessianVectors().isEmpty());
    }

    @Test
    void mostExportsAreTried() {
        assertThat(exports().count()).isGreaterThan(120);
        assertThat(withInnerValues().count()).isGreaterThan(60);
        assertThat(withWeights().count()).isGreaterThan(30);
        assertThat(smooth().count()).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("withSeams")
    void gradientIsThatOfTheFramework(ExportFixture export) {
        Map<String, Tensor> expected = export.reference().gradients();
        try (Model model = InterpretDl.open(export.file(), Device.cpu())) {
            Explanation found = new Saliency(false).interpret(model, question(export));
            List<Seam> seams = model.seams().stream()
                    .filter(seam -> expected.containsKey(seam.value()))
                    .toList();
            assertThat(seams).isNotEmpty();
            for (Seam seam : seams) {
                compare(found.attributions(seam.input()), expected.get(seam.value()), seam.value(), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withInnerValues")
    void gradientsAtSeveralInnerValuesComeFromOneWalk(ExportFixture export) {
        List<String> names = inner(export);
        Map<String, Tensor> found = rowByRow(export, row -> f -> named(names, f.gradients(f.input(), names)));
        for (String name : names) {
            compare(found.get(SLOPE + name), export.reference().gradients().get(name), name, TOLERANCE);
        }
    }

    /** Of each row by itself; the framework's is that of the sum over rows. */
    @ParameterizedTest
    @MethodSource("withWeights")
    void gradientsAtSeveralWeightsComeFromOneWalk(ExportFixture export) {
        List<String> names = List.copyOf(export.parameters().keySet());
        Map<String, Tensor> found = rowByRow(export, row -> f -> named(names, f.gradients(f.input(), names)));
        for (String name : names) {
            compare(summed(found.get(SLOPE + name)), export.parameters().get(name), name, TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("withWeights")
    void weightsAreExplainedLikeInputs(ExportFixture export) {
        String name = export.parameters().keySet().iterator().next();
        try (Model model = InterpretDl.open(export.file(), Device.cpu())) {
            Tensor each = new Saliency(false)
                    .interpret(model, question(export).explaining(List.of(name)))
                    .attributions(name);
            assertThat(each.shape().dim(0)).isEqualTo(export.reference().rows());
            compare(summed(each), export.parameters().get(name), name, TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void gradientOfAGradientIsAHessianVectorProduct(ExportFixture export) {
        export.reference().hessianVectors().forEach((value, reference) -> {
            Tensor vectors = Tensor.of(
                    reference.vector().floats(), reference.vector().shape().dims());
            Map<String, Tensor> found = rowByRow(export, row -> f -> {
                Expr x = f.input();
                Expr slope = f.gradient(x).times(f.givenRows("vector", vectors.rows(row, row + 1)));
                return Map.of("product", f.gradientOf(slope.sum(), x));
            });
            compare(found.get("product"), reference.product(), value, SECOND);
        });
    }

    private static Question question(ExportFixture export) {
        ExportFixture.Score score = export.reference().score();
        long[] classes = score.target().stream().mapToLong(Integer::longValue).toArray();
        return Question.of(export.reference().inputs())
                .about(Target.ofClass(classes).along(score.axis()))
                .byElements();
    }

    private static List<String> inner(ExportFixture export) {
        List<String> names = new ArrayList<>(export.reference().gradients().keySet());
        names.removeAll(export.reference().inputs().keySet());
        return names;
    }

    private static Map<String, Expr> named(List<String> names, List<Expr> values) {
        Map<String, Expr> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(SLOPE + names.get(i), values.get(i));
        }
        return named;
    }

    /** What a program finds for each row, the rows one behind the other. */
    private static Map<String, Tensor> rowByRow(
            ExportFixture export, IntFunction<Function<Explained, Map<String, Expr>>> program) {
        Map<String, Tensor> all = new HashMap<>();
        try (Model model = InterpretDl.open(export.file(), Device.cpu())) {
            ExportFixture.Score score = export.reference().score();
            for (int row = 0; row < export.reference().rows(); row++) {
                Question one = question(export)
                        .with(export.reference().row(row))
                        .about(Target.ofClass(score.target().get(row)).along(score.axis()));
                Inquiry.of(model, one)
                        .run(program.apply(row))
                        .forEach((name, found) -> all.merge(name, found, (a, b) -> Tensor.concat(List.of(a, b))));
            }
        }
        return all;
    }

    /** Over the rows. */
    private static Tensor summed(Tensor rows) {
        double[] values = rows.doubles();
        double[] sums = new double[Math.toIntExact(values.length / rows.shape().dim(0))];
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += values[i];
        }
        return Tensor.of(sums, sums.length);
    }

    private static void compare(@Nullable Tensor found, @Nullable Tensor reference, String value, double tolerance) {
        double[] expected = Objects.requireNonNull(reference, value).doubles();
        double[] given = Objects.requireNonNull(found, value).doubles();
        assertThat(given).as(value).hasSameSizeAs(expected);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - given[i]));
        }
        assertThat(largest).as("a gradient that is not zero").isPositive();
        assertThat(worst).as(value).isLessThanOrEqualTo(tolerance * largest);
    }
}
