package ai.interpretdl.functions.guidedig;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.input.GuidedIg;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuidedIgFunctionTest {
    private final GuidedIgFunction function = new GuidedIgFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(
                        function::guidedIg, Map.of("steps", 5, "fraction", 0.5, "max_dist", 0.1, "baseline", 0.5)))
                .isEqualTo(OnePhoto.library(new GuidedIg(new Baseline.Constant(0.5), 5, 0.5, 0.1))
                        .attributions());
    }
}
