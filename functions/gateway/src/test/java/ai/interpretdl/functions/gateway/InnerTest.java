package ai.interpretdl.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Inner;
import ai.interpretdl.functions.kit.Inputs;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gives attributions may stand inside of smooth-grad, with the parameters of its function. */
class InnerTest {
    private static final Explainer EXPLAINER = Explainer.over(Path.of("..", "..", "models"));
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Set<String> BY_ATTENTION =
            Set.of("rollout", "tam", "generic-attention", "bidirectional-transformer", "attention-x-gradient");
    /** They take few features, where there are few. */
    private static final Set<String> OF_FEATURES = Set.of(
            "feature-ablation",
            "feature-permutation",
            "sobol",
            "hsic",
            "lime",
            "kernel-shap",
            "shapley-values",
            "shapley-sampling",
            "permutation-shap",
            "partition-shap",
            "norm-lime",
            "fast-norm-lime",
            "lime-prior",
            "g-lime");

    /** Their draws come after those of the copies in one program, and so are others. */
    private static final Set<String> DRAWN_TOGETHER = Set.of("gradient-shap", "rise");

    /** Two rows, for what takes values from other rows. */
    private static Tensor images(int side) {
        float[] pixels = new float[2 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (0.5 + 0.5 * Math.sin(0.37 * i));
        }
        return Tensor.of(pixels, 2, 1, side, side);
    }

    private static Tensor squares() {
        long[] ids = new long[28 * 28];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i / 28 / 14 * 2 + i % 28 / 14;
        }
        return Tensor.of(ids, 1, 28, 28);
    }

    static Set<String> names() {
        return new TreeSet<>(Inner.names());
    }

    @Test
    void onlyWhatMakesNoSenseIsMissing() throws IOException {
        List<String> all = new ArrayList<>(Modules.algorithms());
        all.removeAll(List.of("smooth-grad", "consensus"));
        assertThat(Inner.names()).containsExactlyInAnyOrderElementsOf(all);
        assertThatThrownBy(() -> ask("smooth-grad", Map.of("inner", "smooth-grad")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("inner is \"smooth-grad\", which adds noise to noise");
        assertThatThrownBy(() -> ask("smooth-grad", Map.of("inner", "consensus")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("inner is \"consensus\", which asks several models");
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutNoiseACopyIsWhatIsInside(String name) throws ReflectiveOperationException {
        Map<String, Object> own = parameters(name);
        Map<String, Object> asked = new LinkedHashMap<>(own);
        if (own.containsKey("samples")) {
            asked.put("inner_samples", asked.remove("samples"));
        }
        asked.putAll(Map.of("inner", name, "samples", 1));
        asked.put("sigma", 0);
        if (name.equals("smooth-grad-cam-plus-plus")) {
            own.put("sigma", 0);
            asked.put("inner_sigma", 0);
        }
        Explanation alone = ask(name, own);
        Explanation found = ask("smooth-grad", asked);
        assertThat(found.algorithm()).isEqualTo("smooth-grad");
        assertThat(found.attributions().shape()).isEqualTo(alone.attributions().shape());
        assertThat(found.quality().nonFinite()).isZero();
        if (!DRAWN_TOGETHER.contains(name)) {
            double[] expected = alone.attributions().doubles();
            double scale = 1e-9;
            for (double value : expected) {
                scale = Math.max(scale, Math.abs(value));
            }
            assertThat(found.attributions().doubles()).containsExactly(expected, within(1e-4 * scale));
        }
    }

    @Test
    void aParameterOfWhatIsInsideIsToldAsItIsWritten() {
        assertThatThrownBy(() -> ask("smooth-grad", Map.of("inner", "kernel-shap", "inner_samples", 0)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("inner_samples is 0");
        assertThatThrownBy(() -> ask("smooth-grad", Map.of("inner", "grad-cam", "inner_samples", 5)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("inner_samples is no parameter here");
    }

    /** Few samples of few features, in a model that has what is asked for. */
    private static Map<String, Object> parameters(String name) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (name.startsWith("neuron-")) {
            parameters.put("neuron", List.of(3, 1, 1));
            parameters.put("layer", "last-convolution");
        }
        List<String> sampled = List.of(
                "gradient-shap",
                "feature-permutation",
                "rise",
                "sobol",
                "hsic",
                "lime",
                "kernel-shap",
                "shapley-sampling",
                "permutation-shap",
                "partition-shap",
                "norm-lime",
                "lime-prior",
                "g-lime",
                "smooth-grad-cam-plus-plus");
        if (sampled.contains(name)) {
            parameters.put("samples", 5);
        }
        if (List.of("norm-lime", "lime-prior", "g-lime", "fast-norm-lime").contains(name)) {
            parameters.put("kinds", "places");
        }
        return parameters;
    }

    private static Explanation ask(String function, Map<String, Object> parameters)
            throws ReflectiveOperationException {
        String inner = String.valueOf(parameters.getOrDefault("inner", function));
        boolean attention = BY_ATTENTION.contains(inner);
        Map<String, Tensor> given = new LinkedHashMap<>(Map.of("image", images(attention ? 42 : 28)));
        if (OF_FEATURES.contains(inner)) {
            given.put("segments.image", squares());
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return EXPLAINER
                .explain(
                        DefaultsTest.function(function),
                        attention ? "fashion-vit" : "fashion-cnn",
                        new Inputs(given, Map.of()),
                        new Parameters(fields))
                .explanation();
    }
}
