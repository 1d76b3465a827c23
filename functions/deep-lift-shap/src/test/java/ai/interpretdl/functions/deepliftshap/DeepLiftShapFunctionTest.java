package ai.interpretdl.functions.deepliftshap;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.input.DeepLiftShap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeepLiftShapFunctionTest {
    private final DeepLiftShapFunction function = new DeepLiftShapFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(function::deepLiftShap, Map.of("baseline", 0.5)))
                .isEqualTo(OnePhoto.library(new DeepLiftShap(new Baseline.Constant(0.5)))
                        .attributions());
    }
}
