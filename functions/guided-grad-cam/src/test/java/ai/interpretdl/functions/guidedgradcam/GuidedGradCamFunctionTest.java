package ai.interpretdl.functions.guidedgradcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuidedGradCamFunctionTest {
    private final GuidedGradCamFunction function = new GuidedGradCamFunction(OnePhoto.explainer());

    @Test
    void anAttributionForEachPixel() {
        assertThat(ask("attributions.image", Map.of()).shape().dims()).containsExactly(1, 1, 28, 28);
    }

    @Test
    void anUnknownInterpolationIsRefused() {
        assertThatThrownBy(() -> ask("attributions.image", Map.of("interpolation", "cubic")))
                .hasMessageContaining("interpolation")
                .hasMessageContaining("nearest");
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::guidedGradCam, output, parameters);
    }
}
