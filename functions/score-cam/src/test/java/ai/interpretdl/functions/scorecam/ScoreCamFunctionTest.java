package ai.interpretdl.functions.scorecam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

class ScoreCamFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ScoreCamFunction function = new ScoreCamFunction(Explainer.over(MODELS));

    @Test
    void everyChannelIsTriedUnlessTold() throws IOException {
        Tensor all = ask("channel_scores", Map.of());
        Tensor some = ask("channel_scores", Map.of("channels", 5));
        long[] chosen = ask("channels", Map.of("channels", 5)).longs();
        assertThat(some.shape().dims()).containsExactly(1, 5);
        for (int i = 0; i < chosen.length; i++) {
            assertThat(some.floats()[i]).isCloseTo(all.floats()[(int) chosen[i]], within(1e-5f));
        }
    }

    @Test
    void softmaxWeightsAddUpToOne() throws IOException {
        Map<String, Object> raw = Map.of("relu", false, "upsample", false, "channels", 1);
        // the only channel that is tried has the whole weight, whatever its score
        float[] whole = ask("attributions", raw).floats();
        Map<String, Object> scored = new LinkedHashMap<>(raw);
        scored.put("weighting", "original");
        float[] weighted = ask("attributions", scored).floats();
        float score = ask("channel_scores", scored).floats()[0];
        for (int i = 0; i < whole.length; i++) {
            assertThat(weighted[i]).isCloseTo(score * whole[i], within(1e-4f * Math.abs(score)));
        }
    }

    @Test
    void anUnknownWeightingIsRefused() {
        assertThatThrownBy(() -> ask("attributions", Map.of("weighting", "best")))
                .hasMessageContaining("weighting")
                .hasMessageContaining("increase");
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.scoreCam(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
