package ai.interpretdl.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Functions;
import ai.interpretdl.functions.kit.Inputs;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.model.Ability;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model's metadata lists the algorithms that it can be asked by, and no others. */
class SuitingTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final Tensor ROWS = Tensor.of(new float[] {0, 1, 1, 0}, 2, 2);

    @TempDir
    static Path folder;

    private static Explainer explainer = Explainer.over(MODELS);
    private static Set<String> suiting = Set.of();

    @BeforeAll
    static void write() throws IOException, ReflectiveOperationException {
        Stump.write(folder.resolve("stump.onnx"));
        explainer = Explainer.over(folder);
        suiting = Set.copyOf(suiting(folder.resolve("stump.onnx")));
    }

    static List<String> algorithms() throws IOException {
        return Modules.algorithms();
    }

    private static List<String> suiting(Path file) throws IOException, ReflectiveOperationException {
        List<ExplainFunction> all = new ArrayList<>();
        for (String name : algorithms()) {
            all.add(Modules.function(name, explainer));
        }
        try (Model model = InterpretDl.open(file)) {
            return Functions.of(all).suiting(model);
        }
    }

    /** Of a tree there is neither a gradient, nor an inner value, nor attention. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void aTreeIsExplainedByWhatIsListedAndByNothingElse(String name) throws ReflectiveOperationException {
        ExplainFunction function = Modules.function(name, explainer);
        Inputs inputs = new Inputs(Map.of("x", ROWS), Map.of());
        if (suiting.contains(name)) {
            assertThat(explainer
                            .explain(function, "stump", inputs, parameters(name))
                            .explanation()
                            .tensors())
                    .isNotEmpty();
        } else {
            assertThatThrownBy(() -> explainer.explain(function, "stump", inputs, parameters(name)))
                    .isInstanceOfAny(Refusal.class, UnsupportedOperatorException.class);
        }
    }

    private static Parameters parameters(String name) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("target", JsonNodeFactory.instance.numberNode(0));
        if (name.startsWith("neuron")) {
            values.put("neuron", JsonNodeFactory.instance.arrayNode().add(0));
        }
        return new Parameters(values);
    }

    @Test
    void ofANetworkForPicturesAllAreListedThatLookAtNoAttention() throws IOException, ReflectiveOperationException {
        assertThat(suiting(MODELS.resolve("fashion-cnn.onnx"))).isEqualTo(without(Ability.ATTENTION));
        assertThat(without(Ability.ATTENTION)).hasSize(algorithms().size() - 5);
    }

    @Test
    void ofATransformerForPicturesAllAreListed() throws IOException, ReflectiveOperationException {
        assertThat(suiting(MODELS.resolve("fashion-vit.onnx"))).isEqualTo(algorithms());
    }

    @Test
    void ofOneForTextsAllAreListedThatNeedNoPicture() throws IOException, ReflectiveOperationException {
        assertThat(suiting(MODELS.resolve("minilm-sentiment.onnx"))).isEqualTo(without(Ability.PICTURE));
    }

    private static List<String> without(Ability ability) throws IOException, ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (String name : algorithms()) {
            if (!Modules.function(name, explainer).asks().contains(ability)) {
                names.add(name);
            }
        }
        return names;
    }
}
