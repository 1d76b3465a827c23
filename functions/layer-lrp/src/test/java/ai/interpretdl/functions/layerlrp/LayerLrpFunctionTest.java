package ai.interpretdl.functions.layerlrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerLrpFunctionTest {
    private final LayerLrpFunction function = new LayerLrpFunction(OnePhoto.explainer());

    /** The last layer is the output itself. */
    @Test
    void theScoreKeepsItsRelevance() {
        Map<String, Object> last = Map.of("layer", -1, "target", 3, "output", "raw");
        double[] found = ask("attributions", last).doubles();
        double expected = ask("score", last).doubles()[0];
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(i == 3 ? expected : 0, within(1e-4 * Math.abs(expected)));
        }
    }

    @Test
    void anUnknownCompositeIsRefused() {
        assertThatThrownBy(() -> ask("attributions", Map.of("composite", "omega")))
                .hasMessageContaining("composite")
                .hasMessageContaining("epsilon-plus");
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerLrp, output, parameters);
    }
}
