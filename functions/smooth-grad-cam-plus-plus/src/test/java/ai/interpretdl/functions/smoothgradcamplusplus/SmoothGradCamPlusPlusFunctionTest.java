package ai.interpretdl.functions.smoothgradcamplusplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmoothGradCamPlusPlusFunctionTest {
    private final SmoothGradCamPlusPlusFunction function = new SmoothGradCamPlusPlusFunction(OnePhoto.explainer());

    @Test
    void withoutNoiseSamplesAreAllTheSame() {
        float[] one = ask("attributions", Map.of("samples", 1, "sigma", 0)).floats();
        float[] three = ask("attributions", Map.of("samples", 3, "sigma", 0)).floats();
        for (int i = 0; i < one.length; i++) {
            assertThat(three[i]).isCloseTo(one[i], within(1e-5f * Math.max(1, Math.abs(one[i]))));
        }
    }

    @Test
    void theSameSeedGivesTheSameMap() {
        // below the last rectifier, whose gate noise may flip; above it the head is linear and its slope always the
        // same
        Map<String, Object> noisy = Map.of("samples", 3, "layer", "last-convolution", "seed", 7);
        Tensor first = ask("attributions", noisy);
        assertThat(ask("attributions", noisy)).isEqualTo(first);
        Map<String, Object> other = new LinkedHashMap<>(noisy);
        other.put("seed", 8);
        assertThat(ask("attributions", other)).isNotEqualTo(first);
    }

    @Test
    void timeEndsItsRoundsAndTheAnswerSaysSo() {
        Response answer = function.smoothGradCamPlusPlus(OnePhoto.request(Map.of("samples", 40, "max_seconds", 1e-9)));
        assertThat(answer.quality().get("complete").asBoolean()).isFalse();
        assertThat(answer.quality().get("rounds").asInt()).isEqualTo(1);
        assertThat(answer.quality().get("samples").asInt()).isEqualTo(4);
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::smoothGradCamPlusPlus, output, parameters);
    }
}
