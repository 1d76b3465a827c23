package ai.interpretdl.functions.inputxgradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.input.InputXGradient;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputXGradientFunctionTest {
    private final InputXGradientFunction function = new InputXGradientFunction(OnePhoto.explainer());

    @Test
    void answersAsTheLibraryDoes() {
        assertThat(OnePhoto.ask(function::inputXGradient, Map.of()))
                .isEqualTo(OnePhoto.library(new InputXGradient()).attributions());
    }
}
