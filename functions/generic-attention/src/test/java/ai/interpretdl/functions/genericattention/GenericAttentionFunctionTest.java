package ai.interpretdl.functions.genericattention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.OneSentence;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenericAttentionFunctionTest {
    private final GenericAttentionFunction function = new GenericAttentionFunction(OnePhoto.explainer());

    @Test
    void eachLayerAddsRelevance() {
        double[] all = ask(Map.of()).doubles();
        double[] last = ask(Map.of("start_layer", -1)).doubles();
        for (int i = 0; i < all.length; i++) {
            assertThat(last[i]).isBetween(0.0, all[i] + 1e-6);
        }
        assertThat(all).isNotEqualTo(last);
    }

    @Test
    void headsMayBeAveragedFirst() {
        assertThat(ask(Map.of("heads", "before-product"))).isNotEqualTo(ask(Map.of("heads", "after-product")));
        assertThatThrownBy(() -> ask(Map.of("heads", "between"))).hasMessageContaining("heads");
    }

    private Tensor ask(Map<String, ?> parameters) {
        return OneSentence.ask(function::genericAttention, parameters);
    }
}
