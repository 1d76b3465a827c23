package ai.interpretdl.functions.layeractivation;

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
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LayerActivationFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LayerActivationFunction function = new LayerActivationFunction(Explainer.over(MODELS));

    @Test
    void theTargetDoesNotMatter() throws IOException {
        Tensor one = ask("attributions", Map.of("target", 3));
        assertThat(one.shape().dims()).containsExactly(1, 64, 7, 7);
        assertThat(ask("attributions", Map.of("target", 5))).isEqualTo(one);
    }

    @Test
    void anUnknownLayerIsAnsweredWithNearOnes() {
        assertThatThrownBy(() -> ask("attributions", Map.of("layer", "/4/4.2/Rely_output_0")))
                .hasMessageContaining("/4/4.2/Relu_output_0");
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.layerActivation(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
