package ai.interpretdl.functions.fastnormlime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.interpret.Explanation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastNormLimeFunctionTest {
    private final FastNormLimeFunction function = new FastNormLimeFunction(OnePhoto.explainer());

    @Test
    void clustersOfAnAnswerCanBeSentBack() {
        Explanation first = OnePhoto.ofSquares(function, Map.of("clusters", 3));
        Map<String, Object> again = new HashMap<>();
        again.put("clusters", first.tensor("clusters").orElseThrow().strings().get(0));
        Explanation second = OnePhoto.ofSquares(function, again);
        assertThat(second.tensor("kinds")).isEqualTo(first.tensor("kinds"));
        assertThat(second.tensor("prior")).isEqualTo(first.tensor("prior"));
    }
}
