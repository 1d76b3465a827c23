package ai.interpretdl.functions.smoothgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Request;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SmoothGradFunctionTest {
    private static final Path MODELS = Path.of("..", "..", "models");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SmoothGradFunction function = new SmoothGradFunction(Explainer.over(MODELS));

    @Test
    void withoutNoiseSamplesAreAllTheSame() throws IOException {
        Tensor one = ask("attributions.image", Map.of("sigma", 0, "samples", 1));
        Tensor many = ask("attributions.image", Map.of("sigma", 0, "samples", 4));
        // a mean of equal 32-bit numbers may be off by a rounding
        assertThat(many.floats()).usingComparatorWithPrecision(1e-6f).containsExactly(one.floats());
    }

    @Test
    void theSeedDecidesTheBits() throws IOException {
        Map<String, Object> parameters = Map.of("samples", 3, "seed", 11);
        assertThat(ask("attributions.image", parameters)).isEqualTo(ask("attributions.image", parameters));
        assertThat(ask("attributions.image", Map.of("samples", 3, "seed", 12)))
                .isNotEqualTo(ask("attributions.image", parameters));
    }

    @Test
    void anyAttributionMayStandInside() {
        Map<String, Object> asked =
                Map.of("samples", 3, "sigma", 0.1, "inner", "integrated-gradients", "steps", 4, "statistic", "square");
        assertThat(OnePhoto.ask(function::smoothGrad, asked))
                .isEqualTo(OnePhoto.library(new SmoothGrad(
                                new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 4),
                                3,
                                new Noise.Gaussian(0.1),
                                SmoothGrad.Statistic.SQUARE))
                        .attributions());
    }

    @Test
    void itCannotStandInsideOfItself() {
        assertThatThrownBy(() -> OnePhoto.ask(function::smoothGrad, Map.of("inner", "smooth-grad")))
                .hasMessageContaining("inner");
    }

    @Test
    void aToleranceEndsSamplingAndTheAnswerTellsTheError() {
        Response response = function.smoothGrad(
                OnePhoto.request(Map.of("samples", 2000, "sigma", 0.01, "tolerance", 0.2, "max_seconds", 600)));
        assertThat(response.quality().get("error").asDouble()).isLessThanOrEqualTo(0.2);
        assertThat(response.quality().get("samples").asInt()).isLessThan(2000);
        assertThat(response.quality().has("complete")).isFalse();
    }

    private Tensor ask(String output, Map<String, Object> parameters) throws IOException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("model", MAPPER.valueToTree("fashion-cnn"));
        fields.put("image", TextNode.valueOf(photo()));
        parameters.forEach((name, value) -> fields.put(name, MAPPER.valueToTree(value)));
        Response response = function.smoothGrad(new Request(fields));
        return Objects.requireNonNull(response.outputs().get(output), output);
    }

    private static String photo() throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(MODELS.resolve("photos/chelsea.png")));
    }
}
