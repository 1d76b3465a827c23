package ai.interpretdl.functions.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Response;
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
    void whatTimeEndedInAModelIsTold() {
        Map<String, Object> asked = Map.of("samples", 40, "max_seconds", 1e-9, "models", List.of(OnePhoto.MODEL));
        Response answer = function.consensus(OnePhoto.request(asked));
        assertThat(answer.quality().get("complete").asBoolean(true)).isFalse();
        assertThat(answer.quality().get("rounds").asInt()).isEqualTo(1);
    }

    @Test
    void anUnknownModelIsNamed() {
        assertThatThrownBy(() -> OnePhoto.ask(function::consensus, Map.of("models", List.of("fashion-cmn"))))
                .hasMessageContaining("fashion-cnn");
    }
}
