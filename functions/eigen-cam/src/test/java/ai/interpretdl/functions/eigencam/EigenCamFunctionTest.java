package ai.interpretdl.functions.eigencam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.MapLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EigenCamFunctionTest implements MapLaws {
    private final EigenCamFunction function = new EigenCamFunction(OnePhoto.explainer());

    @Test
    void theTargetDoesNotMatter() {
        Tensor one = ask("attributions", Map.of("target", 3));
        assertThat(ask("attributions", Map.of("target", 5))).isEqualTo(one);
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::eigenCam, output, parameters);
    }
}
