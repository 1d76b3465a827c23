package ai.interpretdl.functions.layergradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerGradientFunctionTest {
    private final LayerGradientFunction function = new LayerGradientFunction(OnePhoto.explainer());

    /** The last layer is the output itself. */
    @Test
    void theScoreIsItsOwnSlope() {
        Map<String, Object> last = Map.of("layer", -1, "target", 3, "output", "raw");
        double[] found = ask("attributions", last).doubles();
        double expected = 1;
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(i == 3 ? expected : 0, within(1e-4 * Math.abs(expected)));
        }
    }

    @Test
    void belowAPoolAllCellsOfAChannelHaveOneSlope() {
        double[] slopes = ask("attributions", Map.of("output", "raw")).doubles();
        for (int i = 0; i < slopes.length; i++) {
            assertThat(slopes[i]).isEqualTo(slopes[i - i % 49]);
        }
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerGradient, output, parameters);
    }
}
