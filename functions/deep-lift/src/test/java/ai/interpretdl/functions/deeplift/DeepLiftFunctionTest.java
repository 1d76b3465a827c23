package ai.interpretdl.functions.deeplift;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.input.DeepLift;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeepLiftFunctionTest {
    private final DeepLiftFunction function = new DeepLiftFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(function::deepLift, Map.of("baseline", 0.5)))
                .isEqualTo(OnePhoto.library(new DeepLift(new Baseline.Constant(0.5)))
                        .attributions());
    }
}
