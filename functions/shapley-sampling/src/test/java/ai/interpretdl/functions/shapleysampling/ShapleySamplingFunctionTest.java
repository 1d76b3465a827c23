package ai.interpretdl.functions.shapleysampling;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapleySamplingFunctionTest {
    private final ShapleySamplingFunction function = new ShapleySamplingFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        Tensor asked = OnePhoto.ofSquares(function, Map.of("baseline", 0.5, "samples", 3))
                .attributions();
        assertThat(asked)
                .isEqualTo(OnePhoto.library(
                                new ShapleySampling(Features.given(OnePhoto.squares()), new Baseline.Constant(0.5), 3))
                        .attributions());
    }
}
