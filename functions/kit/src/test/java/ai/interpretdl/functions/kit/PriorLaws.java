package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.interpret.Quality;
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

    @Test
    default void timeEndsItsRoundsAndTheAnswerSaysSo() {
        Map<String, Object> asked = Map.of("samples", 40, "kinds", "places", "max_seconds", 1e-9);
        Quality quality = OnePhoto.ofSquares(function(), asked).quality();
        assertThat(quality.complete()).isFalse();
        assertThat(quality.reached()).containsEntry("rounds", 1.0);
        // two samples a feature, where a tenth would be 4
        assertThat(quality.samples()).isEqualTo(18);
    }

    @Test
    default void aToleranceIsMetByTheRoundsThatItTakes() {
        Map<String, Object> asked = Map.of("samples", 2000, "kinds", "places", "prior", PRIOR, "tolerance", 0.5);
        Quality quality = OnePhoto.ofSquares(function(), asked).quality();
        assertThat(quality.complete()).isTrue();
        assertThat(quality.reached().get("error")).isLessThanOrEqualTo(0.5);
        assertThat(quality.reached().get("rounds")).isLessThan(10);
    }
}
