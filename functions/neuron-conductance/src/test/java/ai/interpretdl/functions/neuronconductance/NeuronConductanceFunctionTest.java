package ai.interpretdl.functions.neuronconductance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NeuronConductanceFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NeuronConductanceFunction function = new NeuronConductanceFunction(Explainer.over(MODELS));

    @Test
    void aNeuronHasToBeNamed() {
        assertThatThrownBy(() -> ask("attributions.image", Map.of())).hasMessageContaining("neuron");
        assertThatThrownBy(() -> ask("attributions.image", Map.of("neuron", List.of(64, 0, 0))))
                .hasMessageContaining("[64, 0, 0]");
    }

    @Test
    void nothingComesByWayOfAnotherScore() throws IOException {
        Map<String, Object> other = Map.of("layer", -1, "neuron", List.of(3), "target", 5, "output", "raw", "steps", 3);
        assertThat(ask("attributions.image", other).doubles()).containsOnly(0);
        Map<String, Object> same = Map.of("layer", -1, "neuron", List.of(3), "target", 3, "output", "raw", "steps", 3);
        assertThat(DoubleStream.of(ask("attributions.image", same).doubles())
                        .map(Math::abs)
                        .sum())
                .isPositive();
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.neuronConductance(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
