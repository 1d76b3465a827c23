package ai.interpretdl.functions.guidedbackprop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.input.GuidedBackprop;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuidedBackpropFunctionTest {
    private final GuidedBackpropFunction function = new GuidedBackpropFunction(OnePhoto.explainer());

    @Test
    void answersAsTheLibraryDoes() {
        assertThat(OnePhoto.ask(function::guidedBackprop, Map.of()))
                .isEqualTo(OnePhoto.library(new GuidedBackprop()).attributions());
    }
}
