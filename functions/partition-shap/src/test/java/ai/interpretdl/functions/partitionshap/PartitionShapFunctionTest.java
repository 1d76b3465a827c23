package ai.interpretdl.functions.partitionshap;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionShapFunctionTest {
    private final PartitionShapFunction function = new PartitionShapFunction(OnePhoto.explainer());

    @Test
    void valuesSumToTheChangeInScoreWhateverTheNumberOfEvaluations() {
        for (int samples : new int[] {2, 9, 60}) {
            Explanation found = OnePhoto.ofSquares(function, Map.of("samples", samples));
            assertThat(found.tensor("completeness_delta").orElseThrow().floats()[0])
                    .isBetween(-1e-4f, 1e-4f);
        }
    }

    @Test
    void whatIsNotSplitIsSharedEqually() {
        Tensor weights = OnePhoto.ofSquares(function, Map.of("samples", 2))
                .tensor("weights")
                .orElseThrow();
        assertThat(weights.floats()).containsOnly(weights.floats()[0]);
    }

    @Test
    void regionsOfAPhotoAreMergedByTheirColours() {
        Tensor regions =
                OnePhoto.ask(function::partitionShap, "weights", Map.of("samples", 20, "segmentation", "grid"));
        assertThat(regions.floats()).doesNotContain(Float.NaN);
        assertThat(regions)
                .isNotEqualTo(OnePhoto.ask(
                        function::partitionShap,
                        "weights",
                        Map.of("samples", 20, "segmentation", "grid", "baseline", 0.5)));
    }

    @Test
    void whereTheGameEndedIsTold() {
        Quality all = OnePhoto.ofSquares(function, Map.of("samples", 1000)).quality();
        assertThat(all.reached()).containsEntry("error", 0.0);
        Quality some = OnePhoto.ofSquares(function, Map.of("samples", 1000, "tolerance", 0.5))
                .quality();
        assertThat(some.complete()).isTrue();
        assertThat(some.reached().get("evaluations")).isLessThan(all.reached().getOrDefault("evaluations", 0.0));
        Quality none = OnePhoto.ofSquares(function, Map.of("samples", 1000, "max_seconds", 1e-9))
                .quality();
        assertThat(none.complete()).isFalse();
        assertThat(none.reached()).containsEntry("evaluations", 2.0);
    }
}
