package ai.interpretdl.functions.deconvnet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.input.Deconvnet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeconvnetFunctionTest {
    private final DeconvnetFunction function = new DeconvnetFunction(OnePhoto.explainer());

    @Test
    void answersAsTheLibraryDoes() {
        assertThat(OnePhoto.ask(function::deconvnet, Map.of()))
                .isEqualTo(OnePhoto.library(new Deconvnet()).attributions());
    }
}
