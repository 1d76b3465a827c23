package ai.interpretdl.functions.attentionxgradient;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.OneSentence;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionXGradientFunctionTest {
    private final AttentionXGradientFunction function = new AttentionXGradientFunction(OnePhoto.explainer());

    @Test
    void rectifiedGradientsOnlyAdd() {
        double[] plain = ask(Map.of()).doubles();
        double[] rectified = ask(Map.of("rectified", true)).doubles();
        for (int i = 0; i < plain.length; i++) {
            assertThat(rectified[i]).isGreaterThanOrEqualTo(Math.max(0, plain[i]) - 1e-6);
        }
        assertThat(rectified).isNotEqualTo(plain);
    }

    private Tensor ask(Map<String, ?> parameters) {
        return OneSentence.ask(function::attentionXGradient, parameters);
    }
}
