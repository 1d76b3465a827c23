package ai.interpretdl.functions.smoothgrad;

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

class SmoothGradFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SmoothGradFunction function = new SmoothGradFunction(Explainer.over(MODELS));

    @Test
    void withoutNoiseSamplesAreAllTheSame() throws IOException {
        Tensor one = ask("attributions.image", Map.of("sigma", 0, "samples", 1));
        Tensor many = ask("attributions.image", Map.of("sigma", 0, "samples", 4));
        // a mean of equal 32-bit numbers may be off by a rounding
        assertThat(many.floats()).usingComparatorWithPrecision(1e-6f).containsExactly(one.floats());
    }

    @Test
    void theSeedDecidesTheBits() throws IOException {
        Map<String, Object> parameters = Map.of("samples", 3, "seed", 11);
        assertThat(ask("attributions.image", parameters)).isEqualTo(ask("attributions.image", parameters));
        assertThat(ask("attributions.image", Map.of("samples", 3, "seed", 12)))
                .isNotEqualTo(ask("attributions.image", parameters));
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.smoothGrad(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
