package ai.interpretdl.functions.permutationshap;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.input.PermutationShap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermutationShapFunctionTest {
    private final PermutationShapFunction function = new PermutationShapFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ofSquares(function, Map.of("baseline", 0.5, "samples", 2))
                        .attributions())
                .isEqualTo(OnePhoto.library(
                                new PermutationShap(Features.given(OnePhoto.squares()), new Baseline.Constant(0.5), 2))
                        .attributions());
    }
}
