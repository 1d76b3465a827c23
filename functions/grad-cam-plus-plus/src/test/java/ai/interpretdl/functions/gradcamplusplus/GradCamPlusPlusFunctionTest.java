package ai.interpretdl.functions.gradcamplusplus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradCamPlusPlusFunctionTest {
    private final GradCamPlusPlusFunction function = new GradCamPlusPlusFunction(OnePhoto.explainer());

    @Test
    void whatTheLayerAddsIsNeverNegative() {
        // the layer is a rectifier's, and so are the weights
        for (float value : ask("attributions", Map.of("relu", false)).floats()) {
            assertThat(value).isNotNegative();
        }
    }

    @Test
    void theNearestCellIsTakenWhereAsked() {
        Tensor cells = ask("attributions", Map.of("upsample", false));
        float[] large = ask("attributions", Map.of("interpolation", "nearest")).floats();
        int side = (int) cells.shape().dim(1);
        for (int i = 0; i < large.length; i++) {
            int cell = i / 28 * side / 28 * side + i % 28 * side / 28;
            assertThat(large[i]).isEqualTo(cells.floats()[cell]);
        }
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::gradCamPlusPlus, output, parameters);
    }
}
