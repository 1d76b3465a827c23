package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every function does that explains an element of a layer. */
public interface NeuronLaws {
    /** An output of the function under test, about the photo. */
    Tensor ask(String output, Map<String, ?> parameters);

    @Test
    default void aNeuronHasToBeNamed() {
        assertThatThrownBy(() -> ask("attributions.image", Map.of())).hasMessageContaining("neuron");
        assertThatThrownBy(() -> ask("attributions.image", Map.of("neuron", List.of(64, 0, 0))))
                .hasMessageContaining("[64, 0, 0]");
    }
}
