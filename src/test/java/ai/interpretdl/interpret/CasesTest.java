package ai.interpretdl.interpret;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.regression.Lasso;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that other libraries and the papers give for small models hold, for every case that is not listed as out of scope. */
class CasesTest {
    /** How a case is computed: tensors by the names that it expects. */
    private static final Map<String, Function<CaseQuestion, Map<String, Tensor>>> RUN = Map.ofEntries(
            entry("saliency-basic-1", c -> c.inputs(new Saliency(false))),
            entry("saliency-two-input-dead", c -> c.inputs(new Saliency(false))),
            entry("smoothgrad-zero-noise", CasesTest::noNoise),
            entry("ig-basic2", c -> c.inputs(integrated(c, 50))),
            entry("ig-basic3", c -> c.inputs(integrated(c, 50))),
            entry("ig-univariate-0", c -> c.inputs(integrated(c, 50))),
            entry("ig-univariate-2", c -> c.inputs(integrated(c, 50))),
            entry("ig-multilayer", c -> c.inputs(integrated(c, 200))),
            entry(
                    "ig-multilayer-nomult",
                    c -> c.inputs(new IntegratedGradients(c.baseline(), Quadrature.GAUSS_LEGENDRE, 200, false))),
            entry("occlusion-1d", c -> c.inputs(occlusion(c))),
            entry("occlusion-1d-window2", c -> c.inputs(occlusion(c))),
            entry("occlusion-1d-stride2", c -> c.inputs(occlusion(c))),
            entry("occlusion-batch", c -> c.inputs(occlusion(c))),
            entry("occlusion-conv-full", c -> c.inputs(occlusion(c))),
            entry("lime-simple", CasesTest::lime),
            entry("lime-mask", CasesTest::lime),
            entry("lime-multi-input-mask", CasesTest::lime),
            entry("gradcam-conv", CaseQuestion::gradCam),
            entry("gradcam-relu", CaseQuestion::gradCam),
            entry("gradcam-input-norelu", CaseQuestion::gradCam),
            entry("gradcam-nonconv", CaseQuestion::gradCam));

    /** Cases that are looser than 1e-4: the path has a kink, which a quadrature of n points places to 1/n. */
    private static final java.util.Set<String> KINKED =
            java.util.Set.of("ig-basic2", "ig-basic3", "ig-univariate-2", "ig-multilayer", "ig-multilayer-nomult");

    @TempDir
    Path folder;

    static Stream<String> run() {
        return RUN.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("run")
    void holds(String id) {
        JsonNode entry = ReferenceCase.of(id);
        try (CaseQuestion question = new CaseQuestion(entry, folder)) {
            Map<String, Tensor> found = RUN.get(id).apply(question);
            double tolerance = entry.get("tolerance").asDouble();
            expected(entry).forEach((name, numbers) -> {
                double scale = Math.max(
                        1, DoubleStream.of(numbers).map(Math::abs).max().orElse(1));
                // float32 rounds at 1e-7 of the largest number on the way
                double bound =
                        KINKED.contains(id) ? tolerance : Math.max(2e-6 * scale, Math.min(tolerance, 1e-4 * scale));
                assertThat(found).containsKey(name);
                assertThat(found.get(name).doubles()).as(name).containsExactly(numbers, within(bound));
            });
        }
    }

    @Test
    void everyCaseIsRunOrOutOfScopeForAReason() {
        Map<String, String> outside = OutOfScope.REASONS;
        assertThat(outside.keySet()).doesNotContainAnyElementsOf(RUN.keySet());
        assertThat(Stream.concat(RUN.keySet().stream(), outside.keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(ReferenceCase.names());
    }

    private static Map<String, double[]> expected(JsonNode entry) {
        JsonNode full = entry.get("params").path("full_enumeration_coefficients");
        Map<String, double[]> numbers = new LinkedHashMap<>();
        if (full.isArray()) {
            numbers.put("coefficients", CaseModel.numbers(full).toArray());
            return numbers;
        }
        entry.get("expected")
                .properties()
                .forEach(e ->
                        numbers.put(e.getKey(), CaseModel.numbers(e.getValue()).toArray()));
        return numbers;
    }

    private static IntegratedGradients integrated(CaseQuestion c, int steps) {
        return new IntegratedGradients(c.baseline(), Quadrature.GAUSS_LEGENDRE, steps);
    }

    private static Map<String, Tensor> noNoise(CaseQuestion c) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        Map<String, SmoothGrad.Statistic> words = Map.of(
                "smoothgrad.", SmoothGrad.Statistic.MEAN,
                "smoothgrad_sq.", SmoothGrad.Statistic.SQUARE,
                "vargrad.", SmoothGrad.Statistic.VARIANCE);
        words.forEach((word, statistic) -> found.putAll(
                CaseQuestion.inputs(c.explain(new SmoothGrad(new Saliency(false), 5, Noise.none(), statistic)), word)));
        return found;
    }

    private static Occlusion occlusion(CaseQuestion c) {
        return new Occlusion(
                c.baseline(), c.first("sliding_window_shapes"), c.first("strides"), Occlusion.Overlap.MEAN);
    }

    private static Map<String, Tensor> lime(CaseQuestion c) {
        return c.tensor(
                new Lime(c.features(), c.baseline(), 500, new Locality(10), new Lasso(1)), "weights", "coefficients");
    }
}
