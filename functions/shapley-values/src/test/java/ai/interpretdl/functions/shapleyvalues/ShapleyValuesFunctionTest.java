package ai.interpretdl.functions.shapleyvalues;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapleyValuesFunctionTest {
    private final ShapleyValuesFunction function = new ShapleyValuesFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        Tensor asked = OnePhoto.ofSquares(function, Map.of("baseline", 0.5)).attributions();
        assertThat(asked)
                .isEqualTo(OnePhoto.library(
                                new ExactShapley(Features.given(OnePhoto.squares()), new Baseline.Constant(0.5)))
                        .attributions());
    }
}
