package ai.interpretdl.functions.layerintegratedgradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerIntegratedGradientsFunctionTest {
    private final LayerIntegratedGradientsFunction function =
            new LayerIntegratedGradientsFunction(OnePhoto.explainer());

    /** The last layer is the output itself. */
    @Test
    void allOfTheChangeIsTheScores() {
        Map<String, Object> last = Map.of("layer", -1, "target", 3, "output", "raw");
        double[] found = ask("attributions", last).doubles();
        double expected =
                ask("score", last).doubles()[0] - ask("baseline_score", last).doubles()[0];
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(i == 3 ? expected : 0, within(1e-4 * Math.abs(expected)));
        }
    }

    @Test
    void attributionsSumToTheChangeInScore() {
        double change = ask("score", Map.of()).doubles()[0]
                - ask("baseline_score", Map.of()).doubles()[0];
        assertThat(ask("completeness_delta", Map.of()).doubles()[0]).isCloseTo(0, within(1e-4 * Math.abs(change)));
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerIntegratedGradients, output, parameters);
    }
}
