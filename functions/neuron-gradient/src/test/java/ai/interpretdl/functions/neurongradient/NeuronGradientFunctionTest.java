package ai.interpretdl.functions.neurongradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.NeuronLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeuronGradientFunctionTest implements NeuronLaws {
    private final NeuronGradientFunction function = new NeuronGradientFunction(OnePhoto.explainer());

    @Test
    void anOutputIsANeuronToo() {
        Map<String, Object> last = Map.of("layer", -1, "neuron", List.of(3));
        double score = ask("score", last).doubles()[0];
        assertThat(score)
                .isCloseTo(
                        ask("score", Map.of("layer", "logits", "neuron", List.of(3)))
                                .doubles()[0],
                        within(0.0));
        assertThat(ask("attributions.image", last).shape().dims()).containsExactly(1, 1, 28, 28);
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::neuronGradient, output, parameters);
    }
}
