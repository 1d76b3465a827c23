package ai.interpretdl.functions.blurig;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.input.BlurIg;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlurIgFunctionTest {
    private final BlurIgFunction function = new BlurIgFunction(OnePhoto.explainer());

    @Test
    void handsItsParametersOn() {
        assertThat(OnePhoto.ask(function::blurIg, Map.of("max_sigma", 4, "steps", 7)))
                .isEqualTo(OnePhoto.library(new BlurIg(4, 7)).attributions());
    }
}
