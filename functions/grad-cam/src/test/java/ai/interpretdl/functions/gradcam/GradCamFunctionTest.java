package ai.interpretdl.functions.gradcam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradCamFunctionTest {
    private final GradCamFunction function = new GradCamFunction(OnePhoto.explainer());

    @Test
    void reluKeepsWhatSpeaksForTheTarget() {
        float[] all =
                ask("attributions", Map.of("relu", false, "upsample", false)).floats();
        float[] kept = ask("attributions", Map.of("upsample", false)).floats();
        for (int i = 0; i < all.length; i++) {
            assertThat(kept[i]).isEqualTo(Math.max(0, all[i]));
        }
    }

    @Test
    void theMapIsAsLargeAsThePictureUnlessTold() {
        assertThat(ask("attributions", Map.of()).shape().dims()).containsExactly(1, 28, 28);
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::gradCam, output, parameters);
    }
}
