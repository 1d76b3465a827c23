package ai.interpretdl.functions.neurongradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;

class NeuronGradientFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NeuronGradientFunction function = new NeuronGradientFunction(Explainer.over(MODELS));

    @Test
    void aNeuronHasToBeNamed() {
        assertThatThrownBy(() -> ask("attributions.image", Map.of())).hasMessageContaining("neuron");
        assertThatThrownBy(() -> ask("attributions.image", Map.of("neuron", List.of(64, 0, 0))))
                .hasMessageContaining("[64, 0, 0]");
    }

    @Test
    void anOutputIsANeuronToo() throws IOException {
        Map<String, Object> last = Map.of("layer", -1, "neuron", List.of(3));
        double score = ask("score", last).doubles()[0];
        assertThat(score)
                .isCloseTo(
                        ask("score", Map.of("layer", "logits", "neuron", List.of(3)))
                                .doubles()[0],
                        within(0.0));
        assertThat(ask("attributions.image", last).shape().dims()).containsExactly(1, 1, 28, 28);
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.neuronGradient(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
