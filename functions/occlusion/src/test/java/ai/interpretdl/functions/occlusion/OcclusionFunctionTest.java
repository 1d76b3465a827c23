package ai.interpretdl.functions.occlusion;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OcclusionFunctionTest {
    private final OcclusionFunction function = new OcclusionFunction(OnePhoto.explainer());

    @Test
    void aWindowOverEverythingGivesEveryPixelTheSameDrop() {
        float[] drops = ask(
                        "attributions.image", Map.of("window", new int[] {1, 28, 28}, "strides", new int[] {1, 28, 28}))
                .floats();
        assertThat(drops).containsOnly(drops[0]);
        assertThat(drops[0]).isNotZero();
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::occlusion, output, parameters);
    }
}
