package ai.interpretdl.functions.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.input.Lrp;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LrpFunctionTest {
    private final LrpFunction function = new LrpFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(function::lrp, Map.of("composite", "epsilon-gamma-box", "epsilon", 1e-3, "gamma", 0.5)))
                .isEqualTo(OnePhoto.library(new Lrp(Lrp.Composite.EPSILON_GAMMA_BOX, 1e-3, 0.5))
                        .attributions());
    }
}
