package ai.interpretdl.functions.layercam;

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

class LayerCamFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LayerCamFunction function = new LayerCamFunction(Explainer.over(MODELS));

    @Test
    void whatTheLayerAddsIsNeverNegative() throws IOException {
        // the layer is a rectifier's, and so are the weights
        for (float value : ask("attributions", Map.of("relu", false)).floats()) {
            assertThat(value).isNotNegative();
        }
    }

    @Test
    void theNearestCellIsTakenWhereAsked() throws IOException {
        Tensor cells = ask("attributions", Map.of("upsample", false));
        float[] large = ask("attributions", Map.of("interpolation", "nearest")).floats();
        int side = (int) cells.shape().dim(1);
        for (int i = 0; i < large.length; i++) {
            int cell = i / 28 * side / 28 * side + i % 28 * side / 28;
            assertThat(large[i]).isEqualTo(cells.floats()[cell]);
        }
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.layerCam(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
