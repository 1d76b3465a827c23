package ai.interpretdl.functions.lime;

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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimeFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LimeFunction function = new LimeFunction(Explainer.over(MODELS));

    @Test
    void everyPixelHasTheWeightOfItsRegion() throws IOException {
        Map<String, Object> parameters = Map.of("samples", 50, "segmentation", "grid");
        float[] painted = ask("attributions.image", parameters).floats();
        float[] weights = ask("weights", parameters).floats();
        long[] regions = ask("segments.image", parameters).longs();
        Map<Long, Float> byRegion = new TreeMap<>();
        for (int i = 0; i < painted.length; i++) {
            byRegion.putIfAbsent(regions[i], painted[i]);
            assertThat(painted[i]).isEqualTo(byRegion.get(regions[i]));
        }
        assertThat(byRegion).hasSize(weights.length);
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.lime(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
