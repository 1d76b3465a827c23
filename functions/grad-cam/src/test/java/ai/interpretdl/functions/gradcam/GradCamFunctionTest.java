package ai.interpretdl.functions.gradcam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.MapLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradCamFunctionTest implements MapLaws {
    private final GradCamFunction function = new GradCamFunction(OnePhoto.explainer());

    @Test
    void theMapIsAsLargeAsThePictureUnlessTold() {
        assertThat(ask("attributions", Map.of()).shape().dims()).containsExactly(1, 28, 28);
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::gradCam, output, parameters);
    }
}
