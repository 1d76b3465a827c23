package ai.interpretdl.functions.gradientshap;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.Noise;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientShapFunctionTest {
    private final GradientShapFunction function = new GradientShapFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(function::gradientShap, Map.of("samples", 4, "sigma", 0.1, "baseline", 0.5)))
                .isEqualTo(OnePhoto.library(new GradientShap(new Baseline.Constant(0.5), 4, new Noise.Gaussian(0.1)))
                        .attributions());
    }
}
