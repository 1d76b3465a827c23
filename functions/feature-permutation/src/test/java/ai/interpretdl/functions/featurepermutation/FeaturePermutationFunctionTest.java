package ai.interpretdl.functions.featurepermutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.Inputs;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Parameters;
import ai.interpretdl.functions.kit.Refusal;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturePermutationFunctionTest {
    private final FeaturePermutationFunction function = new FeaturePermutationFunction(OnePhoto.explainer());

    @Test
    void onePhotoHasNoOtherRowToTakeValuesFrom() {
        assertThatThrownBy(() -> OnePhoto.ask(function::featurePermutation, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at least 2 rows")
                .hasMessageContaining("feature-ablation");
    }

    /** As the manual asks: two pictures in one request. */
    @Test
    void ofTwoPhotosEachTakesWhatTheOtherHas() throws IOException {
        byte[] other = Files.readAllBytes(Path.of("..", "..", "models", "photos", "astronaut.png"));
        Inputs both = new Inputs(Map.of(), Map.of(OnePhoto.INPUT, List.of(OnePhoto.photo(), other)));
        Map<String, JsonNode> parameters = Map.of("segmentation", TextNode.valueOf("grid"));
        Tensor drops = OnePhoto.explainer()
                .explain(function, OnePhoto.MODEL, both, new Parameters(parameters))
                .explanation()
                .attributions();
        assertThat(drops.shape()).isEqualTo(Shape.of(2, 1, 28, 28));
        assertThat(drops.rows(0, 1).floats()).isNotEqualTo(new float[28 * 28]);
        assertThat(drops.rows(1, 2).floats()).isNotEqualTo(new float[28 * 28]);
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
