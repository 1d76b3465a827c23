package ai.interpretdl.functions.integratedgradients;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntegratedGradientsFunctionTest {
    private final IntegratedGradientsFunction function = new IntegratedGradientsFunction(OnePhoto.explainer());

    @Test
    void attributionsSumToTheChangeInScore() {
        Map<String, Object> parameters = Map.of("steps", 200);
        float delta = ask("completeness_delta", parameters).floats()[0];
        float change = ask("score", parameters).floats()[0]
                - ask("baseline_score", parameters).floats()[0];
        // the path crosses the kinks of a net of ReLUs, between which 200 points fall as they may
        assertThat(Math.abs(delta)).isLessThan(0.05f * Math.abs(change));
    }

    @Test
    void aBaselineMayBeANumber() {
        assertThat(ask("baseline_score", Map.of("steps", 2, "baseline", 0.5)))
                .isNotEqualTo(ask("baseline_score", Map.of("steps", 2)));
    }

    @Test
    void aToleranceDoublesTheSteps() {
        Response response = function.integratedGradients(OnePhoto.request(Map.of("steps", 5, "tolerance", 0.02)));
        assertThat(response.quality().get("error").asDouble()).isLessThanOrEqualTo(0.02);
        assertThat(response.quality().get("steps").asInt() % 5).isZero();
    }

    @Test
    void theBestClassesComeAtOnce() {
        Map<String, Object> asked = Map.of("steps", 3, "target", Map.of("top", 2));
        assertThat(OnePhoto.ask(function::integratedGradients, asked).shape().dims())
                .containsExactly(1, 2, 1, 28, 28);
        assertThat(OnePhoto.ask(function::integratedGradients, "targets", asked).longs()[0])
                .isEqualTo(OnePhoto.ask(function::integratedGradients, "predicted", asked)
                        .longs()[0]);
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::integratedGradients, output, parameters);
    }
}
