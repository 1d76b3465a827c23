package ai.interpretdl.functions.occlusion;

import static org.assertj.core.api.Assertions.assertThat;

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

class OcclusionFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final OcclusionFunction function = new OcclusionFunction(Explainer.over(MODELS));

    @Test
    void aWindowOverEverythingGivesEveryPixelTheSameDrop() throws IOException {
        float[] drops = ask(
                        "attributions.image", Map.of("window", new int[] {1, 28, 28}, "strides", new int[] {1, 28, 28}))
                .floats();
        assertThat(drops).containsOnly(drops[0]);
        assertThat(drops[0]).isNotZero();
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.occlusion(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
