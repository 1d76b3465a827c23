package ai.interpretdl.functions.featurepermutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturePermutationFunctionTest {
    private final FeaturePermutationFunction function = new FeaturePermutationFunction(OnePhoto.explainer());

    @Test
    void onePhotoHasNoOtherRowToTakeValuesFrom() {
        assertThatThrownBy(() -> OnePhoto.ask(function::featurePermutation, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at least 2 rows");
    }

    @Test
    void rowsThatAreAlikeLoseNothing() {
        assertThat(OnePhoto.ofTwoPhotosThatAreAlike(function, Map.of("samples", 3))
                        .attributions()
                        .floats())
                .containsOnly(0f);
    }

    @Test
    void ordersMayBeTakenInRounds() {
        Map<String, Object> asked = Map.of("samples", 20, "max_seconds", 1e-9);
        assertThat(OnePhoto.ofTwoPhotosThatAreAlike(function, asked).quality().reached())
                .containsEntry("rounds", 1.0);
        asked = Map.of("samples", 20, "tolerance", 0.1);
        // rows that are alike lose nothing in any order: two rounds show it
        assertThat(OnePhoto.ofTwoPhotosThatAreAlike(function, asked).quality().reached())
                .containsEntry("rounds", 2.0)
                .containsEntry("error", 0.0);
    }
}
