package ai.interpretdl.functions.featureablation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureAblationFunctionTest {
    private final FeatureAblationFunction function = new FeatureAblationFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        Tensor asked = OnePhoto.ofSquares(function, Map.of("baseline", 0.5)).attributions();
        assertThat(asked)
                .isEqualTo(OnePhoto.library(
                                new FeatureAblation(Features.given(OnePhoto.squares()), new Baseline.Constant(0.5)))
                        .attributions());
    }
}
