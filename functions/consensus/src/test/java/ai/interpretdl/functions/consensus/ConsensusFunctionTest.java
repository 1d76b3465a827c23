package ai.interpretdl.functions.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsensusFunctionTest {
    private final ConsensusFunction function = new ConsensusFunction(OnePhoto.explainer());

    @Test
    void aModelAgreesWithItself() {
        Map<String, Object> asked = Map.of("inner", "saliency", "models", List.of(OnePhoto.MODEL));
        Tensor agreement = OnePhoto.ask(function::consensus, "agreement", asked);
        assertThat(agreement.shape().dims()).containsExactly(1, 2);
        assertThat(agreement.floats()[0]).isBetween(0.9999f, 1.0001f);
        assertThat(OnePhoto.ask(function::consensus, "attributions", asked))
                .isEqualTo(OnePhoto.ask(function::consensus, "attributions", Map.of("inner", "saliency")));
    }

    @Test
    void anUnknownModelIsNamed() {
        assertThatThrownBy(() -> OnePhoto.ask(function::consensus, Map.of("models", List.of("fashion-cmn"))))
                .hasMessageContaining("fashion-cnn");
    }
}
