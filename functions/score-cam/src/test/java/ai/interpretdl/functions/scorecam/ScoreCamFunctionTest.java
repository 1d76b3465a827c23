package ai.interpretdl.functions.scorecam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreCamFunctionTest {
    private final ScoreCamFunction function = new ScoreCamFunction(OnePhoto.explainer());

    @Test
    void everyChannelIsTriedUnlessTold() {
        Tensor all = ask("channel_scores", Map.of());
        Tensor some = ask("channel_scores", Map.of("channels", 5));
        long[] chosen = ask("channels", Map.of("channels", 5)).longs();
        assertThat(some.shape().dims()).containsExactly(1, 5);
        for (int i = 0; i < chosen.length; i++) {
            assertThat(some.floats()[i]).isCloseTo(all.floats()[(int) chosen[i]], within(1e-5f));
        }
    }

    @Test
    void softmaxWeightsAddUpToOne() {
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

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::scoreCam, output, parameters);
    }
}
