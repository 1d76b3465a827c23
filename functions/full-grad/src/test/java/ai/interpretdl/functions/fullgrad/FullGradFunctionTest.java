package ai.interpretdl.functions.fullgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FullGradFunctionTest {
    private final FullGradFunction function = new FullGradFunction(OnePhoto.explainer());

    @Test
    void inputAndBiasesMakeTheWholeScore() {
        double score = ask("score", Map.of("output", "raw")).doubles()[0];
        double missed = ask("completeness_delta", Map.of("output", "raw")).doubles()[0];
        assertThat(missed).isCloseTo(0, within(1e-4 * Math.abs(score)));
    }

    @Test
    void sizesHaveNoSign() {
        for (float value : ask("attributions", Map.of()).floats()) {
            assertThat(value).isNotNegative();
        }
    }

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::fullGrad, output, parameters);
    }
}
