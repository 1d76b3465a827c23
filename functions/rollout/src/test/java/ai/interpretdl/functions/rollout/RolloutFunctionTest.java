package ai.interpretdl.functions.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.OneSentence;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RolloutFunctionTest {
    private final RolloutFunction function = new RolloutFunction(OnePhoto.explainer());

    @Test
    void whatReachesTheOutputSumsToOne() {
        assertThat(sum(ask(Map.of()))).isCloseTo(1, within(1e-5));
        assertThat(sum(ask(Map.of("row", 0, "start_layer", -1)))).isCloseTo(1, within(1e-5));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ask(Map.of("start_layer", 3))).hasMessageContaining("start_layer is 3");
        assertThatThrownBy(() -> ask(Map.of("row", "first"))).hasMessageContaining("row is \"first\"");
        assertThatThrownBy(() -> ask(Map.of("row", 4000))).hasMessageContaining("row is 4000");
        assertThatThrownBy(() -> ask(Map.of("layers", "nothing*"))).hasMessageContaining("[nothing*]");
        assertThatThrownBy(() -> ask(Map.of("steps", 3))).hasMessageContaining("steps");
    }

    @Test
    void aMapIsAsLargeAsThePictureUnlessTold() {
        assertThat(map(Map.of("model", "fashion-vit")).shape().dims()).containsExactly(1, 42, 42);
        assertThat(map(Map.of("model", "fashion-vit", "upsample", false))
                        .shape()
                        .dims())
                .containsExactly(1, 6, 6);
    }

    private Tensor map(Map<String, ?> parameters) {
        return OnePhoto.ask(function::rollout, "attributions", parameters);
    }

    private static double sum(Tensor tensor) {
        return DoubleStream.of(tensor.doubles()).sum();
    }

    private Tensor ask(Map<String, ?> parameters) {
        return OneSentence.ask(function::rollout, parameters);
    }
}
