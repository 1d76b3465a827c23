package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NoiseTunnel;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.input.SmoothGrad.Statistic;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A noise tunnel round algorithms that are no single equation. */
class NoiseTunnelTest {
    private static final int WIDTH = 5;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Interpretation ABLATION = new FeatureAblation(Features.elements(), Baseline.zeros());
    private static final Lime LIME =
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
        return new NoiseTunnel(inner, samples, new Noise.Gaussian(sigma), statistic, Budget.none());
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
    void anAnswerTellsHowManySamplesWereTaken() {
        try (Model model = model()) {
            Interpretation path = new GuidedIg(Baseline.zeros(), 5, 0.25, 0.1);
            assertThat(path.interpret(model, question()).quality().samples()).isZero();
            assertThat(samples(model, round(path, 3, 0.1, Statistic.MEAN))).isEqualTo(3);
            long inside = samples(model, LIME);
            assertThat(inside).isPositive();
            assertThat(samples(model, round(LIME, 3, 0.1, Statistic.MEAN))).isEqualTo(3 * inside);
        }
    }

    private static long samples(Model model, Interpretation algorithm) {
        return algorithm.interpret(model, question()).quality().samples();
    }

    /** A copy runs several programs, one a row, of which each begins anew. */
    @Test
    void whoListensIsNeverToldOfLessThanBefore() {
        List<Progress.State> told = new ArrayList<>();
        Interpretation rows = new NormLime(LIME, new Kinds.Places(), Contribution.ABSOLUTE, NormLime.Scope.ALL);
        // a sample a step
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, 1)) {
            round(rows, 4, 0.1, Statistic.MEAN)
                    .interpret(model, question().telling(new Keeping(told, Double.POSITIVE_INFINITY)));
            assertThat(told).extracting(Progress.State::fraction).isSorted().endsWith(1.0);
            assertThat(told.get(told.size() - 1).error()).isPositive();
        }
    }

    @Test
    void whoListensMayEndItAfterACopy() {
        List<Progress.State> told = new ArrayList<>();
        try (Model model = model()) {
            Explanation found = round(new GuidedIg(Baseline.zeros(), 5, 0.25, 0.1), 8, 0.1, Statistic.MEAN)
                    .interpret(model, question().telling(new Keeping(told, 0.25)));
            assertThat(found.quality().reached()).containsEntry("rounds", 2.0);
            assertThat(found.quality().complete()).isFalse();
            assertThat(found.quality().samples()).isEqualTo(2);
        }
    }

    /** Keeps what it is told, and stops the run at a share. */
    private record Keeping(List<Progress.State> told, double end) implements Progress {
        @Override
        public Verdict at(long done, long total) {
            throw new IllegalStateException("the state is told");
        }

        @Override
        public Verdict at(State state) {
            told.add(state);
            return state.fraction() >= end ? Verdict.STOP : Verdict.GO_ON;
        }
    }

    @Test
    void givenNoiseIsRefused() {
        Noise given = new Noise.Given(Map.of("x", Toys.tensor(4, WIDTH, i -> i)));
        assertThatThrownBy(() -> new NoiseTunnel(ABLATION, 4, given, Statistic.MEAN, Budget.none()))
                .hasMessageContaining("noise")
                .hasMessageContaining("noise_level");
    }
}
