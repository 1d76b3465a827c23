package ai.interpretdl.functions.rise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.input.Rise;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiseFunctionTest {
    private final RiseFunction function = new RiseFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(function::rise, Map.of("samples", 30, "cells", 5, "keep", 0.3, "baseline", 0.5)))
                .isEqualTo(OnePhoto.library(new Rise(new Baseline.Constant(0.5), 30, 5, 0.3))
                        .attributions());
    }
}
