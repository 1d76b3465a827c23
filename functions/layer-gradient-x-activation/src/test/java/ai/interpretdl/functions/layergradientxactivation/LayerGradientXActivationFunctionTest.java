package ai.interpretdl.functions.layergradientxactivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerGradientXActivationFunctionTest {
    private final LayerGradientXActivationFunction function =
            new LayerGradientXActivationFunction(OnePhoto.explainer());

    /** The last layer is the output itself. */
    @Test
    void theScoreIsItsOwnLinearPart() {
        Map<String, Object> last = Map.of("layer", -1, "target", 3, "output", "raw");
        double[] found = ask("attributions", last).doubles();
        double expected = ask("score", last).doubles()[0];
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(i == 3 ? expected : 0, within(1e-4 * Math.abs(expected)));
        }
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerGradientXActivation, output, parameters);
    }
}
