package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.RefinedIntegratedGradients;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Cancellation;
import ai.interpretdl.program.Progress;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that decide for themselves when it is enough, and runs that others end. */
class StoppingTest {
    private static final int WIDTH = 6;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);

    @TempDir
    Path folder;

    private static Question question() {
        return Question.of(Map.of("x", ROWS)).about(Target.ofClass(1));
    }

    private Model model() {
        return Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24);
    }

    private static Interpretation smooth(int samples) {
        return new SmoothGrad(new Saliency(false), samples, new Noise.Gaussian(0.3), SmoothGrad.Statistic.MEAN);
    }

    @Test
    void stepsAreDoubledUntilTheSumIsCloseEnough() {
        IntegratedGradients coarse = new IntegratedGradients(Baseline.zeros(), Quadrature.LEFT, 2);
        try (Model model = model()) {
            Explanation found = new RefinedIntegratedGradients(coarse, 1e-3, 5000).interpret(model, question());
            assertThat(found.quality().complete()).isTrue();
            assertThat(found.quality().reached().get("error")).isLessThanOrEqualTo(1e-3);
            int steps = found.quality().reached().get("steps").intValue();
            assertThat(steps).isGreaterThan(2);
            Explanation half = new RefinedIntegratedGradients(coarse, 1e-3, steps / 2).interpret(model, question());
            assertThat(half.quality().complete()).isFalse();
            assertThat(half.quality().reached().get("error")).isGreaterThan(1e-3);
            assertThat(found.attributions())
                    .isEqualTo(coarse.with(steps).interpret(model, question()).attributions());
        }
    }

    @Test
    void roundsAreAveraged() {
        try (Model model = model()) {
            Explanation found = new Anytime(smooth(3), 4, Double.MAX_VALUE, 0)
                    .interpret(model, question().seeded(7));
            double[] mean = new double[2 * WIDTH];
            for (long seed = 7; seed < 11; seed++) {
                double[] round = smooth(3)
                        .interpret(model, question().seeded(seed))
                        .attributions()
                        .doubles();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += round[i] / 4;
                }
            }
            assertThat(found.attributions().doubles()).containsExactly(mean, within(1e-6));
            assertThat(found.quality().samples()).isEqualTo(12);
            assertThat(found.quality().complete()).isTrue();
        }
    }

    @Test
    void standardErrorsOfRoundsAreThatOfTheirAverage() {
        Interpretation round = new ShapleySampling(Features.elements(), Baseline.zeros(), 20);
        try (Model model = model()) {
            double[] squares = new double[2 * WIDTH];
            for (long seed = 7; seed < 11; seed++) {
                double[] errors = errors(round.interpret(model, question().seeded(seed)));
                for (int i = 0; i < squares.length; i++) {
                    squares[i] += errors[i] * errors[i];
                }
            }
            Explanation found = new Anytime(round, 4, Double.MAX_VALUE, 0)
                    .interpret(model, question().seeded(7));
            double[] expected =
                    Arrays.stream(squares).map(sum -> Math.sqrt(sum) / 4).toArray();
            assertThat(errors(found)).containsExactly(expected, within(1e-6));
            assertThat(Arrays.stream(expected).max().orElse(0)).isPositive();
        }
    }

    private static double[] errors(Explanation explanation) {
        return Objects.requireNonNull(explanation.tensors().get("standard_error"))
                .doubles();
    }

    @Test
    void aToleranceEndsTheRounds() {
        try (Model model = model()) {
            Explanation found = new Anytime(smooth(20), 500, Double.MAX_VALUE, 0.05).interpret(model, question());
            assertThat(found.quality().reached().get("error")).isLessThanOrEqualTo(0.05);
            assertThat(found.quality().reached().get("rounds")).isBetween(2.0, 499.0);
            assertThat(found.quality().complete()).isTrue();
        }
    }

    @Test
    void theErrorIsTheSpreadOfTheMean() {
        try (Model model = model()) {
            double few = new Anytime(smooth(4), 20, Double.MAX_VALUE, 0)
                    .interpret(model, question())
                    .quality()
                    .reached()
                    .get("error");
            double many = new Anytime(smooth(4), 320, Double.MAX_VALUE, 0)
                    .interpret(model, question())
                    .quality()
                    .reached()
                    .get("error");
            // sixteen times the rounds, a quarter of the error; the spread itself is estimated
            assertThat(few / many).isBetween(2.5, 6.0);
        }
    }

    @Test
    void timeEndsTheRoundsAndTheAnswerSaysSo() {
        try (Model model = model()) {
            Explanation found = new Anytime(smooth(2), 1000, 1e-6, 0).interpret(model, question());
            assertThat(found.quality().reached().get("rounds")).isEqualTo(1);
            assertThat(found.quality().complete()).isFalse();
        }
    }

    @Test
    void whoListensIsToldTheFractionAndTheError() {
        List<Progress.State> told = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public Verdict at(long done, long total) {
                throw new IllegalStateException("the state is told");
            }

            @Override
            public Verdict at(State state) {
                told.add(state);
                return Verdict.GO_ON;
            }
        };
        try (Model model = model()) {
            new Anytime(smooth(2), 5, Double.MAX_VALUE, 0)
                    .interpret(model, question().telling(listener));
            assertThat(told).isNotEmpty();
            assertThat(told.get(told.size() - 1).fraction()).isEqualTo(1);
            assertThat(told.get(told.size() - 1).error()).isPositive();
            assertThat(told.get(0).error()).isNaN();
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i).fraction())
                        .isGreaterThanOrEqualTo(told.get(i - 1).fraction());
            }
        }
    }

    @Test
    void whatIsCancelledEndsWithinItsStep() throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        Tensor pictures = Toys.tensor(64, 36, i -> Math.sin(0.7 * i)).reshape(64, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, pictures, 1L << 40)) {
            // one step of 256 samples of 64 pictures, thousands of which were asked for
            Question asked =
                    Question.of(Map.of("x", pictures)).about(Target.ofClass(1)).stoppedBy(cancellation);
            long[] steps = {0};
            Thread other = new Thread(cancellation::cancel);
            Question counted = asked.telling((done, total) -> {
                if (steps[0]++ == 0) {
                    other.start();
                }
                return Progress.Verdict.GO_ON;
            });
            assertThatThrownBy(() -> smooth(100_000).interpret(model, counted))
                    .isInstanceOf(CancellationException.class);
            other.join();
            assertThat(steps[0]).isPositive().isLessThan(100_000 / 256);
        }
    }

    @Test
    void classAveragesAreMeansOfTheRowsOfAClass() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24)) {
            Tensor rows = Tensor.concat(List.of(ROWS, ROWS.rows(0, 1)));
            Explanation found = new Saliency(false).interpret(model, question().with(Map.of("x", rows)));
            Map<String, Tensor> averages = ClassAverages.of(found, List.of(4L, 2L, 4L));
            assertThat(averages.get("classes").longs()).containsExactly(2, 4);
            assertThat(averages.get("class_averages.x").rows(0, 1))
                    .isEqualTo(found.attributions().rows(1, 2));
            assertThat(averages.get("class_averages.x").rows(1, 2).doubles())
                    .containsExactly(found.attributions().rows(0, 1).doubles(), within(1e-7));
        }
    }

    @Test
    void theIdOfAnAnswerDependsOnGivenTensors() {
        try (Model model = model()) {
            String one = id(model, Toys.tensor(1, WIDTH, i -> 0.1));
            assertThat(id(model, Toys.tensor(1, WIDTH, i -> 0.1))).isEqualTo(one);
            assertThat(id(model, Toys.tensor(1, WIDTH, i -> 0.2))).isNotEqualTo(one);
        }
    }

    private static String id(Model model, Tensor baseline) {
        return new IntegratedGradients(new Baseline.Paired(Map.of("x", baseline)), Quadrature.LEFT, 2)
                .interpret(model, question())
                .quality()
                .answerId();
    }
}
