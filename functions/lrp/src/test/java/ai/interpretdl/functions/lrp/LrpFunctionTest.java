package ai.interpretdl.functions.lrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Refusal;
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

    @Test
    void anyAlphaCanBeAskedFor() {
        assertThat(OnePhoto.ask(function::lrp, Map.of("composite", "alpha-beta", "alpha", 1.5)))
                .isEqualTo(OnePhoto.library(new Lrp(Lrp.Composite.ALPHA_BETA, 1e-6, 0.25, 1.5, Map.of()))
                        .attributions());
    }

    /** β = α - 1 is no weight below 0. */
    @Test
    void anAlphaBelow1IsRefused() {
        assertThatThrownBy(() -> OnePhoto.ask(function::lrp, Map.of("composite", "alpha-beta", "alpha", 0.5)))
                .isInstanceOf(Refusal.class)
                .hasMessage("alpha is 0.5, not 1 or more");
    }
}
