package ai.interpretdl.functions.neuronconductance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.NeuronLaws;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NeuronConductanceFunctionTest implements NeuronLaws {
    private final NeuronConductanceFunction function = new NeuronConductanceFunction(OnePhoto.explainer());

    @Test
    void nothingComesByWayOfAnotherScore() {
        Map<String, Object> other = Map.of("layer", -1, "neuron", List.of(3), "target", 5, "output", "raw", "steps", 3);
        assertThat(ask("attributions.image", other).doubles()).containsOnly(0);
        Map<String, Object> same = Map.of("layer", -1, "neuron", List.of(3), "target", 3, "output", "raw", "steps", 3);
        assertThat(DoubleStream.of(ask("attributions.image", same).doubles())
                        .map(Math::abs)
                        .sum())
                .isPositive();
    }

    @Override
    public Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::neuronConductance, output, parameters);
    }
}
