package ai.interpretdl.functions.saliency;

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

class SaliencyFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SaliencyFunction function = new SaliencyFunction(Explainer.over(MODELS));

    @Test
    void absoluteDropsTheSigns() throws IOException {
        float[] signed = ask("attributions.image", Map.of()).floats();
        float[] absolute = ask("attributions.image", Map.of("absolute", true)).floats();
        for (int i = 0; i < signed.length; i++) {
            assertThat(absolute[i]).isEqualTo(Math.abs(signed[i]));
        }
        assertThat(signed).usingElementComparator((a, b) -> a < 0 ? 0 : 1).contains(-1f);
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.saliency(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
