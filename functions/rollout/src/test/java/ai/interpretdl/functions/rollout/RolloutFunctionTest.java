package ai.interpretdl.functions.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RolloutFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RolloutFunction function = new RolloutFunction(Explainer.over(MODELS));

    @Test
    void whatReachesTheOutputSumsToOne() {
        assertThat(sum(ask(Map.of()))).isCloseTo(1, within(1e-5));
        assertThat(sum(ask(Map.of("row", 0, "start_layer", -1)))).isCloseTo(1, within(1e-5));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ask(Map.of("start_layer", 3))).hasMessageContaining("start_layer is 3");
        assertThatThrownBy(() -> ask(Map.of("row", "first"))).hasMessageContaining("row is \"first\"");
        assertThatThrownBy(() -> ask(Map.of("row", 4000))).hasMessageContaining("row is 4000");
        assertThatThrownBy(() -> ask(Map.of("layers", "nothing*"))).hasMessageContaining("[nothing*]");
        assertThatThrownBy(() -> ask(Map.of("steps", 3))).hasMessageContaining("steps");
    }

    @Test
    void aMapIsAsLargeAsThePictureUnlessTold() throws IOException {
        assertThat(map(Map.of()).shape().dims()).containsExactly(1, 42, 42);
        assertThat(map(Map.of("upsample", false)).shape().dims()).containsExactly(1, 6, 6);
    }

    private Tensor map(Map<String, Object> parameters) throws IOException {
        byte[] garment = Files.readAllBytes(MODELS.resolve("garments/bag.png"));
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-vit"));
        fields.put("image", MAPPER.valueToTree(Base64.getEncoder().encodeToString(garment)));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return Objects.requireNonNull(
                function.rollout(new Request(fields)).outputs().get("attributions"));
    }

    private static double sum(Tensor tensor) {
        return DoubleStream.of(tensor.doubles()).sum();
    }

    /** What it says of a sentence, a number a token. */
    private Tensor ask(Map<String, Object> parameters) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("text", MAPPER.valueToTree("The acting is superb but the plot is dull."));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        return Objects.requireNonNull(
                function.rollout(new Request(fields)).outputs().get("attributions.input_ids"));
    }
}
