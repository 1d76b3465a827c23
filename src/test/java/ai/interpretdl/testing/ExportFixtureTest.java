package ai.interpretdl.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportFixtureTest {
    /** float32 against float64, relative to the largest element. */
    private static final double FORWARD = 1e-4;

    static Stream<ExportFixture> all() {
        return ExportFixture.all().stream();
    }

    /** Families whose only inputs are float: their scores can be moved along the gradient. Steps of a quantiser have no slope. */
    static Stream<ExportFixture> moved() {
        return all().filter(f -> f.reference()
                        .gradients()
                        .keySet()
                        .containsAll(f.reference().inputs().keySet()))
                .filter(f -> !f.name().startsWith("fake-quantised"));
    }

    @Test
    void everyFamilyComesFixedAndDynamicAndEveryOpsetFrom9To17Occurs() {
        Map<Object, List<Boolean>> byFamily = new HashMap<>();
        all().forEach(f -> byFamily.computeIfAbsent(f.reference(), r -> new ArrayList<>())
                .add(f.export().fixedBatch()));
        assertThat(byFamily.values())
                .hasSizeGreaterThan(45)
                .allSatisfy(batches -> assertThat(batches).contains(true, false));
        assertThat(all().map(f -> f.export().opset())).contains(9, 10, 11, 12, 13, 14, 15, 16, 17);
    }

    @ParameterizedTest
    @MethodSource("all")
    void shapesAndNamesFit(ExportFixture fixture) throws IOException {
        ExportFixture.Reference reference = fixture.reference();
        String file = Files.readString(fixture.file(), StandardCharsets.ISO_8859_1);
        assertThat(reference.inputs().values()).allMatch(input -> input.shape().dim(0) == reference.rows());
        assertThat(reference.output().shape().dim(0)).isEqualTo(reference.rows());
        assertThat(reference.score().target())
                .allMatch(t ->
                        t < reference.output().shape().dim(reference.score().axis()));
        assertThat(reference.gradients()).isNotEmpty().allSatisfy((name, gradient) -> {
            assertThat(file).contains(name);
            assertThat(Arrays.stream(gradient.doubles()).map(Math::abs).sum()).isPositive();
        });
        reference
                .inputs()
                .forEach((name, input) -> assertThat(
                                reference.gradients().getOrDefault(name, input).shape())
                        .isEqualTo(input.shape()));
        assertThat(fixture.parameters().keySet()).allMatch(file::contains);
        assertThat(reference.hessianVectors())
                .allSatisfy((name, second) -> assertThat(second.product().shape())
                        .isEqualTo(second.vector().shape())
                        .isEqualTo(reference.gradients().get(name).shape()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void onnxRuntimeAnswersWhatTheFrameworkDid(ExportFixture fixture) throws OrtException {
        try (PlainForward model = new PlainForward(fixture.file())) {
            assertThat(model.inputs())
                    .allSatisfy((name, info) -> assertThat(info.getShape()[0])
                            .isEqualTo(fixture.export().fixedBatch() ? 1 : -1));
            assertClose(
                    output(fixture, model, fixture.reference().inputs()),
                    fixture.reference().output());
        }
    }

    /** (score(x + hg) - score(x - hg)) / 2h = g·g for a short enough way; kinks crossed on it cost up to a few percent. */
    @ParameterizedTest
    @MethodSource("moved")
    void theScoreRisesAlongItsGradientAsTheGradientSays(ExportFixture fixture) throws OrtException {
        ExportFixture.Reference reference = fixture.reference();
        double length = Math.sqrt(squares(reference.gradients(), reference.inputs()));
        double step = 2e-3 / length;
        try (PlainForward model = new PlainForward(fixture.file())) {
            double up = reference.score().of(output(fixture, model, moved(reference, step)));
            double down = reference.score().of(output(fixture, model, moved(reference, -step)));
            assertThat((up - down) / (2 * step) / (length * length)).isBetween(0.95, 1.05);
        }
    }

    private static double squares(Map<String, Tensor> gradients, Map<String, Tensor> inputs) {
        double sum = 0;
        for (String name : inputs.keySet()) {
            for (double g : gradients.getOrDefault(name, Tensor.scalar(0f)).doubles()) {
                sum += g * g;
            }
        }
        return sum;
    }

    private static Map<String, Tensor> moved(ExportFixture.Reference reference, double step) {
        Map<String, Tensor> moved = new HashMap<>(reference.inputs());
        reference.inputs().forEach((name, input) -> {
            float[] x = input.floats();
            double[] g = reference.gradients().get(name).doubles();
            for (int i = 0; i < x.length; i++) {
                x[i] += (float) (step * g[i]);
            }
            moved.put(name, Tensor.of(x, input.shape().dims()));
        });
        return moved;
    }

    /** All rows at once, or one by one where the file takes only one. */
    private static Tensor output(ExportFixture fixture, PlainForward model, Map<String, Tensor> inputs)
            throws OrtException {
        if (!fixture.export().fixedBatch()) {
            return output(model, inputs);
        }
        List<Tensor> rows = new ArrayList<>();
        for (int row = 0; row < fixture.reference().rows(); row++) {
            int at = row;
            rows.add(output(model, ExportFixtures.mapped(inputs, input -> input.rows(at, at + 1))));
        }
        return Tensor.concat(rows);
    }

    private static Tensor output(PlainForward model, Map<String, Tensor> inputs) throws OrtException {
        return model.run(inputs).entrySet().iterator().next().getValue();
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double[] a = actual.doubles();
        double[] e = expected.doubles();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(e[i]));
            difference = Math.max(difference, Math.abs(a[i] - e[i]));
        }
        assertThat(difference).isLessThan(FORWARD * largest);
    }
}
