package ai.interpretdl.functions.saliency;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaliencyFunctionTest {
    private final SaliencyFunction function = new SaliencyFunction(OnePhoto.explainer());

    @Test
    void absoluteDropsTheSigns() {
        float[] signed = ask("attributions.image", Map.of()).floats();
        float[] absolute = ask("attributions.image", Map.of("absolute", true)).floats();
        for (int i = 0; i < signed.length; i++) {
            assertThat(absolute[i]).isEqualTo(Math.abs(signed[i]));
        }
        assertThat(signed).usingElementComparator((a, b) -> a < 0 ? 0 : 1).contains(-1f);
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::saliency, output, parameters);
    }
}
