package ai.interpretdl.functions.kernelshap;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelShapFunctionTest {
    private final KernelShapFunction function = new KernelShapFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        Tensor asked = OnePhoto.ofSquares(function, Map.of("baseline", 0.5, "samples", 70))
                .attributions();
        assertThat(asked)
                .isEqualTo(OnePhoto.library(
                                new KernelShap(Features.given(OnePhoto.squares()), new Baseline.Constant(0.5), 70))
                        .attributions());
    }

    /** A tenth of 40 would not tell nine regions apart. */
    @Test
    void aRoundHasTwoSamplesARegion() {
        Map<String, Object> asked = Map.of("samples", 40, "max_seconds", 1e-9);
        assertThat(OnePhoto.ofSquares(function, asked).quality().samples()).isEqualTo(18);
    }
}
