package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every function does that takes what was learnt of a whole data set as its {@code prior}. */
public interface PriorLaws {
    /** Of class 3 the kind 4 alone counts. */
    String PRIOR =
            "{\"format\": \"interpretdl-global-weights\", \"version\": 1, \"labels\": {\"3\": {\"4\": {\"weight\": 1, \"occurrences\": 1}}}}";

    /** The function under test. */
    ExplainFunction function();

    @Test
    default void aPriorPullsTheRegionsOfItsKind() {
        Map<String, Object> asked = Map.of("samples", 40, "kinds", "places", "target", 3, "prior", PRIOR, "force", 1e6);
        float[] weights = OnePhoto.ofSquares(function(), asked)
                .tensor("weights")
                .orElseThrow()
                .floats();
        for (int i = 0; i < weights.length; i++) {
            assertThat(Math.abs(weights[i])).isLessThanOrEqualTo(Math.abs(weights[4]));
        }
        assertThat(Math.abs(weights[0])).isLessThan(1e-3f * Math.abs(weights[4]));
    }

    @Test
    default void aPriorOfAnotherFormatIsRefused() {
        assertThatThrownBy(() -> OnePhoto.ofSquares(function(), Map.of("prior", Map.of("format", "pickle"))))
                .hasMessageContaining("interpretdl-global-weights");
    }
}
