package ai.interpretdl.functions.bidirectionaltransformer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BidirectionalTransformerFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BidirectionalTransformerFunction function =
            new BidirectionalTransformerFunction(Explainer.over(MODELS));

    @Test
    void bothPerceptionsGrowWithTheLayers() {
        for (String perception : List.of("head", "token")) {
            double[] all = ask(Map.of("steps", 2, "perception", perception)).doubles();
            double[] last = ask(Map.of("steps", 2, "perception", perception, "start_layer", -1))
                    .doubles();
            for (int i = 0; i < all.length; i++) {
                assertThat(last[i]).isBetween(0.0, all[i] + 1e-6);
            }
            assertThat(all).isNotEqualTo(last);
        }
    }

    /** What it says of a sentence, a number a token. */
    private Tensor ask(Map<String, Object> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("text", MAPPER.valueToTree("The acting is superb but the plot is dull."));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return Objects.requireNonNull(
                function.bidirectionalTransformer(new Request(fields)).outputs().get("attributions.input_ids"));
    }
}
