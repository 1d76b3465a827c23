package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every function does whose attributions of a layer are parts of the change in score. */
public interface AdditiveLayerLaws {
    /** An output of the function under test, about the photo. */
    Tensor ask(String output, Map<String, ?> parameters);

    /** By how much attributions may miss the change in score, as a share of it. */
    default double missed() {
        return 1e-4;
    }

    /** The last layer is the output itself. */
    @Test
    default void allOfTheChangeIsTheScores() {
        Map<String, Object> last = Map.of("layer", -1, "target", 3, "output", "raw");
        double[] found = ask("attributions", last).doubles();
        double expected =
                ask("score", last).doubles()[0] - ask("baseline_score", last).doubles()[0];
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(i == 3 ? expected : 0, within(1e-4 * Math.abs(expected)));
        }
    }

    @Test
    default void attributionsSumToTheChangeInScore() {
        double change = ask("score", Map.of()).doubles()[0]
                - ask("baseline_score", Map.of()).doubles()[0];
        assertThat(ask("completeness_delta", Map.of()).doubles()[0]).isCloseTo(0, within(missed() * Math.abs(change)));
    }
}
