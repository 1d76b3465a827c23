package ai.interpretdl.functions.smoothgradcamplusplus;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SmoothGradCamPlusPlusFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SmoothGradCamPlusPlusFunction function = new SmoothGradCamPlusPlusFunction(Explainer.over(MODELS));

    @Test
    void withoutNoiseSamplesAreAllTheSame() throws IOException {
        float[] one = ask("attributions", Map.of("samples", 1, "sigma", 0)).floats();
        float[] three = ask("attributions", Map.of("samples", 3, "sigma", 0)).floats();
        for (int i = 0; i < one.length; i++) {
            assertThat(three[i]).isCloseTo(one[i], within(1e-5f * Math.max(1, Math.abs(one[i]))));
        }
    }

    @Test
    void theSameSeedGivesTheSameMap() throws IOException {
        // below the last rectifier, whose gate noise may flip; above it the head is linear and its slope always the
        // same
        Map<String, Object> noisy = Map.of("samples", 3, "layer", "last-convolution", "seed", 7);
        Tensor first = ask("attributions", noisy);
        assertThat(ask("attributions", noisy)).isEqualTo(first);
        Map<String, Object> other = new LinkedHashMap<>(noisy);
        other.put("seed", 8);
        assertThat(ask("attributions", other)).isNotEqualTo(first);
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.smoothGradCamPlusPlus(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
