package ai.interpretdl.functions.internalinfluence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalInfluenceFunctionTest {
    private final InternalInfluenceFunction function = new InternalInfluenceFunction(OnePhoto.explainer());

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
    void stepsHaveToBePositive() {
        assertThatThrownBy(() -> ask("attributions", Map.of("steps", 0))).hasMessageContaining("steps");
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::internalInfluence, output, parameters);
    }
}
