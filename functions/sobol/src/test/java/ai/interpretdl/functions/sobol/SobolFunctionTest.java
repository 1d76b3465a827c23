package ai.interpretdl.functions.sobol;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.input.SobolAttribution;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SobolFunctionTest {
    private final SobolFunction function = new SobolFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ofSquares(function, Map.of("baseline", 0.5, "samples", 6))
                        .attributions())
                .isEqualTo(OnePhoto.library(
                                new SobolAttribution(Features.given(OnePhoto.squares()), new Baseline.Constant(0.5), 6))
                        .attributions());
    }

    @Test
    void aPhotoIsCutIntoAGrid() {
        assertThat(OnePhoto.ask(function::sobol, "weights", Map.of("samples", 4))
                        .shape()
                        .dim(1))
                .isEqualTo(64);
    }
}
