package ai.interpretdl.functions.genericattention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class GenericAttentionFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final GenericAttentionFunction function = new GenericAttentionFunction(Explainer.over(MODELS));

    @Test
    void eachLayerAddsRelevance() {
        double[] all = ask(Map.of()).doubles();
        double[] last = ask(Map.of("start_layer", -1)).doubles();
        for (int i = 0; i < all.length; i++) {
            assertThat(last[i]).isBetween(0.0, all[i] + 1e-6);
        }
        assertThat(all).isNotEqualTo(last);
    }

    @Test
    void headsMayBeAveragedFirst() {
        assertThat(ask(Map.of("heads", "before-product"))).isNotEqualTo(ask(Map.of("heads", "after-product")));
        assertThatThrownBy(() -> ask(Map.of("heads", "between"))).hasMessageContaining("heads");
    }

    /** What it says of a sentence, a number a token. */
    private Tensor ask(Map<String, Object> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("text", MAPPER.valueToTree("The acting is superb but the plot is dull."));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return Objects.requireNonNull(
                function.genericAttention(new Request(fields)).outputs().get("attributions.input_ids"));
    }
}
