package ai.interpretdl.functions.attentionxgradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttentionXGradientFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AttentionXGradientFunction function = new AttentionXGradientFunction(Explainer.over(MODELS));

    @Test
    void rectifiedGradientsOnlyAdd() {
        double[] plain = ask(Map.of()).doubles();
        double[] rectified = ask(Map.of("rectified", true)).doubles();
        for (int i = 0; i < plain.length; i++) {
            assertThat(rectified[i]).isGreaterThanOrEqualTo(Math.max(0, plain[i]) - 1e-6);
        }
        assertThat(rectified).isNotEqualTo(plain);
    }

    /** What it says of a sentence, a number a token. */
    private Tensor ask(Map<String, Object> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("text", MAPPER.valueToTree("The acting is superb but the plot is dull."));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return Objects.requireNonNull(
                function.attentionXGradient(new Request(fields)).outputs().get("attributions.input_ids"));
    }
}
