package ai.interpretdl.functions.neuronintegratedgradients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.NeuronLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeuronIntegratedGradientsFunctionTest implements NeuronLaws {
    private final NeuronIntegratedGradientsFunction function =
            new NeuronIntegratedGradientsFunction(OnePhoto.explainer());

    @Test
    void attributionsSumToTheChangeOfTheNeuron() {
        Map<String, Object> neuron = Map.of("layer", -1, "neuron", List.of(3), "steps", 100);
        double change = ask("score", neuron).doubles()[0]
                - ask("baseline_score", neuron).doubles()[0];
        double missed = ask("completeness_delta", neuron).doubles()[0];
        // a hundred points over the kinks of three rectifiers
        assertThat(missed).isCloseTo(0, within(2e-2 * Math.abs(change)));
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::neuronIntegratedGradients, output, parameters);
    }
}
