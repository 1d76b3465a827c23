package ai.interpretdl.functions.lime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.OneSentence;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimeFunctionTest {
    private final LimeFunction function = new LimeFunction(OnePhoto.explainer());

    @Test
    void everyPixelHasTheWeightOfItsRegion() {
        Map<String, Object> parameters = Map.of("samples", 50, "segmentation", "grid");
        float[] painted = ask("attributions.image", parameters).floats();
        float[] weights = ask("weights", parameters).floats();
        long[] regions = ask("segments.image", parameters).longs();
        Map<Long, Float> byRegion = new TreeMap<>();
        for (int i = 0; i < painted.length; i++) {
            byRegion.putIfAbsent(regions[i], painted[i]);
            assertThat(painted[i]).isEqualTo(byRegion.get(regions[i]));
        }
        assertThat(byRegion).hasSize(weights.length);
    }

    /** A tenth of 40 would not tell nine regions apart. */
    @Test
    void aRoundHasTwoSamplesARegion() {
        Map<String, Object> asked = Map.of("samples", 40, "max_seconds", 1e-9);
        assertThat(OnePhoto.ofSquares(function, asked).quality().samples()).isEqualTo(18);
    }

    @Test
    void aTextHasNoSuperpixels() {
        assertThatThrownBy(() -> OneSentence.ask(function::lime, Map.of("samples", 10, "segmentation", "grid")))
                .hasMessageContaining("segmentation")
                .hasMessageContaining("unit");
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::lime, output, parameters);
    }
}
