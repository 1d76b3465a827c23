package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every function of class activation maps does with {@code relu}, {@code upsample} and {@code interpolation}. */
public interface MapLaws {
    /** An output of the function under test, about the photo. */
    Tensor ask(String output, Map<String, ?> parameters);

    @Test
    default void reluKeepsWhatSpeaksForTheTarget() {
        float[] all =
                ask("attributions", Map.of("relu", false, "upsample", false)).floats();
        float[] kept = ask("attributions", Map.of("upsample", false)).floats();
        for (int i = 0; i < all.length; i++) {
            assertThat(kept[i]).isEqualTo(Math.max(0, all[i]));
        }
    }

    @Test
    default void theNearestCellIsTakenWhereAsked() {
        Tensor cells = ask("attributions", Map.of("upsample", false));
        float[] large = ask("attributions", Map.of("interpolation", "nearest")).floats();
        int side = (int) cells.shape().dim(1);
        for (int i = 0; i < large.length; i++) {
            int cell = i / 28 * side / 28 * side + i % 28 * side / 28;
            assertThat(large[i]).isEqualTo(cells.floats()[cell]);
        }
    }
}
