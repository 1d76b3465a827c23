package ai.interpretdl.functions.layeractivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerActivationFunctionTest {
    private final LayerActivationFunction function = new LayerActivationFunction(OnePhoto.explainer());

    @Test
    void theTargetDoesNotMatter() {
        Tensor one = ask("attributions", Map.of("target", 3));
        assertThat(one.shape().dims()).containsExactly(1, 64, 7, 7);
        assertThat(ask("attributions", Map.of("target", 5))).isEqualTo(one);
    }

    @Test
    void anUnknownLayerIsAnsweredWithNearOnes() {
        assertThatThrownBy(() -> ask("attributions", Map.of("layer", "/4/4.2/Rely_output_0")))
                .hasMessageContaining("/4/4.2/Relu_output_0");
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::layerActivation, output, parameters);
    }
}
