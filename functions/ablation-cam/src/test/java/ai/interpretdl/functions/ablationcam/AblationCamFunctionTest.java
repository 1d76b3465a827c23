package ai.interpretdl.functions.ablationcam;

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

class AblationCamFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AblationCamFunction function = new AblationCamFunction(Explainer.over(MODELS));

    @Test
    void reluKeepsWhatSpeaksForTheTarget() throws IOException {
        float[] all =
                ask("attributions", Map.of("relu", false, "upsample", false)).floats();
        float[] kept = ask("attributions", Map.of("upsample", false)).floats();
        for (int i = 0; i < all.length; i++) {
            assertThat(kept[i]).isEqualTo(Math.max(0, all[i]));
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
        Response response = function.ablationCam(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
