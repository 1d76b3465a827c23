package ai.interpretdl.functions.neuronintegratedgradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeuronIntegratedGradientsFunctionTest {
    private final NeuronIntegratedGradientsFunction function =
            new NeuronIntegratedGradientsFunction(OnePhoto.explainer());

    @Test
    void aNeuronHasToBeNamed() {
        assertThatThrownBy(() -> ask("attributions.image", Map.of())).hasMessageContaining("neuron");
        assertThatThrownBy(() -> ask("attributions.image", Map.of("neuron", List.of(64, 0, 0))))
                .hasMessageContaining("[64, 0, 0]");
    }

    @Test
    void attributionsSumToTheChangeOfTheNeuron() {
        Map<String, Object> neuron = Map.of("layer", -1, "neuron", List.of(3), "steps", 100);
        double change = ask("score", neuron).doubles()[0]
                - ask("baseline_score", neuron).doubles()[0];
        double missed = ask("completeness_delta", neuron).doubles()[0];
        // a hundred points over the kinks of three rectifiers
        assertThat(missed).isCloseTo(0, within(2e-2 * Math.abs(change)));
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::neuronIntegratedGradients, output, parameters);
    }
}
