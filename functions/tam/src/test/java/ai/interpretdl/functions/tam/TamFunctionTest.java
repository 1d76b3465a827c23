package ai.interpretdl.functions.tam;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.OneSentence;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TamFunctionTest {
    private final TamFunction function = new TamFunction(OnePhoto.explainer());

    @Test
    void eachLayerAddsToTheChain() {
        double[] all = ask(Map.of("steps", 2)).doubles();
        double[] last = ask(Map.of("steps", 2, "start_layer", -1)).doubles();
        for (int i = 0; i < all.length; i++) {
            assertThat(last[i]).isBetween(0.0, all[i]);
        }
        assertThat(all).isNotEqualTo(last);
    }

    private Tensor ask(Map<String, ?> parameters) {
        return OneSentence.ask(function::tam, parameters);
    }
}
