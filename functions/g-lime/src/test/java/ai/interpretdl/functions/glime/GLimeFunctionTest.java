package ai.interpretdl.functions.glime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.ExplainFunction;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.PriorLaws;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GLimeFunctionTest implements PriorLaws {
    private final GLimeFunction function = new GLimeFunction(OnePhoto.explainer());

    @Override
    public ExplainFunction function() {
        return function;
    }

    @Test
    void aPenaltyLeavesRegionsOut() {
        Map<String, Object> asked = Map.of("samples", 100, "kinds", "places", "sparsity", 2);
        assertThat(OnePhoto.ofSquares(function, asked)
                        .tensor("weights")
                        .orElseThrow()
                        .floats())
                .hasSize(9)
                .containsOnly(0);
    }

    @Test
    void everyRegionEntersOnce() {
        long[] order = OnePhoto.ofSquares(function, Map.of("samples", 100, "kinds", "places"))
                .tensor("order")
                .orElseThrow()
                .longs();
        assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }
}
