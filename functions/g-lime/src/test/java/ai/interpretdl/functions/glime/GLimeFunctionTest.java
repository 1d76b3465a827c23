package ai.interpretdl.functions.glime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GLimeFunctionTest {
    private final GLimeFunction function = new GLimeFunction(OnePhoto.explainer());

    private static final String PRIOR =
            "{\"format\": \"interpretdl-global-weights\", \"version\": 1, \"labels\": {\"3\": {\"4\": {\"weight\": 1, \"occurrences\": 1}}}}";

    @Test
    void aPriorPullsTheRegionsOfItsKind() {
        Map<String, Object> asked = Map.of("samples", 40, "kinds", "places", "target", 3, "prior", PRIOR, "force", 1e6);
        float[] weights = OnePhoto.ofSquares(function, asked)
                .tensor("weights")
                .orElseThrow()
                .floats();
        for (int i = 0; i < weights.length; i++) {
            assertThat(Math.abs(weights[i])).isLessThanOrEqualTo(Math.abs(weights[4]));
        }
        assertThat(Math.abs(weights[0])).isLessThan(1e-3f * Math.abs(weights[4]));
    }

    @Test
    void aPriorOfAnotherFormatIsRefused() {
        assertThatThrownBy(() -> OnePhoto.ofSquares(function, Map.of("prior", Map.of("format", "pickle"))))
                .hasMessageContaining("interpretdl-global-weights");
    }

    @Test
    void everyRegionEntersOnce() {
        long[] order = OnePhoto.ofSquares(function, Map.of("samples", 100, "kinds", "places"))
                .tensor("order")
                .orElseThrow()
                .longs();
        assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }
}
