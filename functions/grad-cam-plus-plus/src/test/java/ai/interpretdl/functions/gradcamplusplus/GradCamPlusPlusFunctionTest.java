package ai.interpretdl.functions.gradcamplusplus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.MapLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradCamPlusPlusFunctionTest implements MapLaws {
    private final GradCamPlusPlusFunction function = new GradCamPlusPlusFunction(OnePhoto.explainer());

    @Test
    void whatTheLayerAddsIsNeverNegative() {
        // the layer is a rectifier's, and so are the weights
        for (float value : ask("attributions", Map.of("relu", false)).floats()) {
            assertThat(value).isNotNegative();
        }
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::gradCamPlusPlus, output, parameters);
    }
}
