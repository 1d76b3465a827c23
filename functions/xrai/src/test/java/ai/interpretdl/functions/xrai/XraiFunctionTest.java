package ai.interpretdl.functions.xrai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class XraiFunctionTest {
    private final XraiFunction function = new XraiFunction(OnePhoto.explainer());

    @Test
    void aPhotoFallsIntoFewRegions() {
        Tensor map = OnePhoto.ask(function::xrai, "attributions", Map.of("steps", 10, "min_pixels", 20));
        assertThat(map.shape().dims()).containsExactly(1, 28, 28);
        Set<Float> densities = new HashSet<>();
        for (float density : map.floats()) {
            densities.add(density);
        }
        assertThat(densities).hasSizeBetween(2, 40);
    }

    @Test
    void dilationGrowsRegions() {
        Map<String, Integer> plain = Map.of("steps", 10, "dilation", 0);
        assertThat(OnePhoto.ask(function::xrai, "attributions", plain))
                .isNotEqualTo(OnePhoto.ask(function::xrai, "attributions", Map.of("steps", 10, "dilation", 3)));
    }
}
