package ai.interpretdl.functions.smoothgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.functions.kit.OnePhoto;
import ai.interpretdl.functions.kit.Response;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.SmoothEquation;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmoothGradFunctionTest {
    private final SmoothGradFunction function = new SmoothGradFunction(OnePhoto.explainer());

    @Test
    void whatIsNoEquationIsAskedOnceASample() {
        Map<String, Object> lime = Map.of("sigma", 0.1, "samples", 2, "inner", "lime", "inner_samples", 20);
        Tensor found = OnePhoto.ask(function::smoothGrad, lime);
        Tensor slopes = OnePhoto.ask(function::smoothGrad, Map.of("sigma", 0.1, "samples", 2));
        assertThat(found).isEqualTo(OnePhoto.ask(function::smoothGrad, lime)).isNotEqualTo(slopes);
        assertThat(found.shape()).isEqualTo(slopes.shape());
    }

    @Test
    void withoutNoiseSamplesAreAllTheSame() {
        Tensor one = ask("attributions.image", Map.of("sigma", 0, "samples", 1));
        Tensor many = ask("attributions.image", Map.of("sigma", 0, "samples", 4));
        // a mean of equal 32-bit numbers may be off by a rounding
        assertThat(many.floats()).usingComparatorWithPrecision(1e-6f).containsExactly(one.floats());
    }

    @Test
    void theSeedDecidesTheBits() {
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
    void mapsMayStandInside() {
        Map<String, Object> asked =
                Map.of("samples", 3, "sigma", 0.1, "inner", "grad-cam", "upsample", false, "statistic", "variance");
        Tensor found = OnePhoto.ask(function::smoothGrad, "attributions", asked);
        assertThat(found)
                .isEqualTo(OnePhoto.library(new SmoothEquation(
                                new GradCam(new MapView(Optional.empty(), true, Upsampling.NONE)),
                                3,
                                new Noise.Gaussian(0.1),
                                SmoothGrad.Statistic.VARIANCE))
                        .attributions());
    }

    @Test
    void theSamplesAreThoseOfAllCopies() {
        Map<String, Object> path = Map.of("samples", 3, "sigma", 0.1, "inner", "guided-ig", "steps", 4);
        assertThat(function.smoothGrad(OnePhoto.request(path))
                        .quality()
                        .get("samples")
                        .asInt())
                .isEqualTo(3);
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

    private Tensor ask(String output, Map<String, ?> parameters) {
        return OnePhoto.ask(function::smoothGrad, output, parameters);
    }
}
