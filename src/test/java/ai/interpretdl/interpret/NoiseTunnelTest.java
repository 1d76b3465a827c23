package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NoiseTunnel;
import ai.interpretdl.interpret.input.SmoothGrad.Statistic;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A noise tunnel round algorithms that are no single equation. */
class NoiseTunnelTest {
    private static final int WIDTH = 5;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Interpretation ABLATION = new FeatureAblation(Features.elements(), Baseline.zeros());
    private static final Interpretation LIME =
            new Lime(Features.elements(), Baseline.zeros(), 40, new Locality(0.25), new Ridge(0.1));

    @TempDir
    Path folder;

    private Model model() {
        return Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24);
    }

    private static Question question() {
        return Question.of(Map.of("x", ROWS)).about(Target.ofClass(1)).seeded(5);
    }

    private static NoiseTunnel round(Interpretation inner, int samples, double sigma, Statistic statistic) {
        return new NoiseTunnel(inner, samples, new Noise.Gaussian(sigma), statistic, Double.MAX_VALUE, 0);
    }

    private static double[] found(Model model, Interpretation algorithm) {
        return algorithm.interpret(model, question()).attributions().doubles();
    }

    @Test
    void withoutNoiseItIsWhatIsInside() {
        try (Model model = model()) {
            double[] plain = found(model, ABLATION);
            assertThat(found(model, round(ABLATION, 3, 0, Statistic.MEAN))).containsExactly(plain, within(1e-6));
            double[] squares = found(model, round(ABLATION, 3, 0, Statistic.SQUARE));
            for (int i = 0; i < plain.length; i++) {
                assertThat(squares[i]).isCloseTo(plain[i] * plain[i], within(1e-6));
            }
            assertThat(found(model, round(ABLATION, 3, 0, Statistic.VARIANCE)))
                    .containsExactly(new double[plain.length], within(1e-6));
        }
    }

    @Test
    void varianceIsTheMeanOfSquaresLessTheSquareOfTheMean() {
        try (Model model = model()) {
            double[] mean = found(model, round(LIME, 6, 0.3, Statistic.MEAN));
            double[] squares = found(model, round(LIME, 6, 0.3, Statistic.SQUARE));
            double[] variance = found(model, round(LIME, 6, 0.3, Statistic.VARIANCE));
            for (int i = 0; i < mean.length; i++) {
                assertThat(variance[i]).isPositive().isCloseTo(squares[i] - mean[i] * mean[i], within(1e-6));
            }
        }
    }

    /** What is in a linear model's place hangs on the place alone, so that noise of mean 0 leaves its mean. */
    @Test
    void manyCopiesComeNearTheInputOfALinearModel() {
        try (Model model = Toys.linear(new double[] {1, -2, 0.5, 3, -1}).open(folder, ROWS, 1L << 24)) {
            Question sum = question().about(Target.sum());
            double[] plain = ABLATION.interpret(model, sum).attributions().doubles();
            double[] mean = round(ABLATION, 300, 0.2, Statistic.MEAN)
                    .interpret(model, sum)
                    .attributions()
                    .doubles();
            double[] variance = round(ABLATION, 300, 0.2, Statistic.VARIANCE)
                    .interpret(model, sum)
                    .attributions()
                    .doubles();
            for (int i = 0; i < plain.length; i++) {
                assertThat(mean[i]).isCloseTo(plain[i], within(5 * Math.sqrt(variance[i] / 300)));
            }
        }
    }

    @Test
    void scoreAndClassAreThoseOfTheInputItself() {
        try (Model model = model()) {
            Question predicted = question().about(Target.predicted());
            Explanation plain = ABLATION.interpret(model, predicted);
            Explanation noisy = round(ABLATION, 4, 3, Statistic.MEAN).interpret(model, predicted);
            assertThat(noisy.tensor("score")).isEqualTo(plain.tensor("score"));
            assertThat(noisy.predicted()).isEqualTo(plain.predicted());
            assertThat(noisy.algorithm()).isEqualTo("smooth-grad");
        }
    }

    @Test
    void givenNoiseIsRefused() {
        Noise given = new Noise.Given(Map.of("x", Toys.tensor(4, WIDTH, i -> i)));
        assertThatThrownBy(() -> new NoiseTunnel(ABLATION, 4, given, Statistic.MEAN, Double.MAX_VALUE, 0))
                .hasMessageContaining("noise")
                .hasMessageContaining("noise_level");
    }
}
