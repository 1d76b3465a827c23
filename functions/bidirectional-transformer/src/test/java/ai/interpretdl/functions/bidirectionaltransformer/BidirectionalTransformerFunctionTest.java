package ai.interpretdl.functions.bidirectionaltransformer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.OneSentence;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BidirectionalTransformerFunctionTest {
    private final BidirectionalTransformerFunction function =
            new BidirectionalTransformerFunction(OnePhoto.explainer());

    @Test
    void bothPerceptionsGrowWithTheLayers() {
        for (String perception : List.of("head", "token")) {
            double[] all = ask(Map.of("steps", 2, "perception", perception)).doubles();
            double[] last = ask(Map.of("steps", 2, "perception", perception, "start_layer", -1))
                    .doubles();
            for (int i = 0; i < all.length; i++) {
                assertThat(last[i]).isBetween(0.0, all[i] + 1e-6);
            }
            assertThat(all).isNotEqualTo(last);
        }
    }

    private Tensor ask(Map<String, ?> parameters) {
        return OneSentence.ask(function::bidirectionalTransformer, parameters);
    }
}
