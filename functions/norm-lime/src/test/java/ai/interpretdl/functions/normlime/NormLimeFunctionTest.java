package ai.interpretdl.functions.normlime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quality;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormLimeFunctionTest {
    private final NormLimeFunction function = new NormLimeFunction(OnePhoto.explainer());

    private static final Map<String, Object> FEW = Map.of("samples", 40, "kinds", "places");

    @Test
    void ofOneRowItIsWhatItsWeightsContribute() {
        float[] found = OnePhoto.ofSquares(function, FEW)
                .tensor("weights")
                .orElseThrow()
                .floats();
        float sum = 0;
        for (float contribution : found) {
            assertThat(contribution).isNotNegative();
            sum += contribution;
        }
        assertThat(sum).isPositive();
    }

    @Test
    void regionsThatLookAlikeShareAWeight() {
        Explanation found = OnePhoto.ofSquares(function, Map.of("samples", 40, "clusters", 2));
        long[] kinds = found.tensor("kinds").orElseThrow().longs();
        float[] weights = found.tensor("weights").orElseThrow().floats();
        for (int i = 0; i < kinds.length; i++) {
            for (int j = 0; j < i; j++) {
                if (kinds[i] == kinds[j]) {
                    assertThat(weights[i]).isEqualTo(weights[j]);
                }
            }
        }
        assertThat(found.tensor("clusters").orElseThrow().strings().get(0)).contains("interpretdl-clusters");
    }

    @Test
    void timeEndsLearningAndTheAnswerSaysSo() {
        Map<String, Object> asked = Map.of("samples", 40, "kinds", "places", "max_seconds", 1e-9);
        Quality quality = OnePhoto.ofTwoPhotosThatAreAlike(function, asked).quality();
        assertThat(quality.complete()).isFalse();
        assertThat(quality.reached()).containsEntry("rows", 1.0);
    }
}
