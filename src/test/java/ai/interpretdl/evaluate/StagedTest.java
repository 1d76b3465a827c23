package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.Xrai;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronGradient;
import ai.interpretdl.interpret.layer.NeuronIntegratedGradients;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is one program and then Java is repeated in one program, and is measured as if it were asked again and again. */
class StagedTest {
    private static final int SIDE = 28;
    private static final int POINTS = 3;

    /** 4 cells in the first picture, 16 in the second. */
    private static final Tensor CELLS = Tensor.of(
            IntStream.range(0, 2 * SIDE * SIDE)
                    .mapToLong(i -> {
                        int cell = i < SIDE * SIDE ? 14 : 7;
                        return (long) i % (SIDE * SIDE) / SIDE / cell * (SIDE / cell) + i % SIDE / cell;
                    })
                    .toArray(),
            2,
            SIDE,
            SIDE);

    private static final Baseline ZEROS = Baseline.zeros();

    private static Features cells() {
        return Features.given(Map.of("image", CELLS.reshape(2, 1, SIDE, SIDE)));
    }

    private static Lime lime(Baseline baseline) {
        return new Lime(cells(), baseline, 30, new Locality(0.25), new Ridge(1));
    }

    private static LimePrior pulled() {
        int[] kinds = IntStream.range(0, 16).toArray();
        double[] weights = Arrays.stream(kinds).mapToDouble(Math::sin).toArray();
        GlobalWeights known = GlobalWeights.EMPTY
                .plus(3, kinds, weights, Contribution.ABSOLUTE)
                .plus(8, kinds, weights, Contribution.SQUARE);
        return new LimePrior(lime(ZEROS), new Kinds.Places(), new GlobalLearning.Known(known), 1);
    }

    static Stream<Staged> staged() {
        Noise noise = new Noise.Gaussian(0.3);
        Neuron neuron = new Neuron(Optional.empty(), List.of(2L, 3L, 6L));
        return Stream.of(
                lime(ZEROS),
                lime(new Baseline.Normal(2)),
                new KernelShap(cells(), ZEROS, 30),
                new FeatureAblation(cells(), ZEROS),
                pulled(),
                new GLime(pulled(), 0.01),
                new Xrai(
                        new SmoothGrad(new Saliency(false), 3, noise, SmoothGrad.Statistic.MEAN), List.of(CELLS), 1, 2),
                new ScoreCam(MapView.standard()),
                new FullGrad(Upsampling.BILINEAR),
                new NeuronGradient(neuron),
                new NeuronIntegratedGradients(neuron, new Baseline.Normal(2), Quadrature.MIDDLE, 3));
    }

    private static Model opened() {
        return InterpretDl.open(Path.of("..", "models", "fashion-cnn.onnx"), Device.cpu());
    }

    private static Question question() {
        double[][] pixels = {Laws.numbers(SIDE * SIDE, 1), Laws.numbers(SIDE * SIDE, 2)};
        for (double[] row : pixels) {
            Arrays.setAll(row, i -> Math.abs(row[i]) / 5);
        }
        return Question.of(Map.of("image", Laws.images(pixels)))
                .about(Target.ofClass(3, 8))
                .seeded(11);
    }

    @ParameterizedTest
    @MethodSource("staged")
    void randomWeights(Staged algorithm) {
        try (Model model = opened()) {
            for (ParameterRandomisation.Cascade cascade : ParameterRandomisation.Cascade.values()) {
                ParameterRandomisation measure = new ParameterRandomisation(cascade, 3);
                Evaluated together = measure.evaluate(Claim.of(model, question(), algorithm));
                Evaluated oneByOne = measure.evaluate(Claim.of(model, question(), Laws.hidden(algorithm)));
                oneByOne.curves().forEach((name, rows) -> {
                    for (int row = 0; row < 2; row++) {
                        List<Double> found =
                                together.curves().get(name).get(row).values();
                        List<Double> expected = rows.get(row).values();
                        for (int step = 0; step < 3; step++) {
                            // ranks of what is nearly alike change places by rounding
                            assertThat(found.get(step))
                                    .as("%s of row %d at step %d", name, row, step)
                                    .isCloseTo(expected.get(step), within(5e-3));
                        }
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("staged")
    void manySeeds(Staged algorithm) {
        try (Model model = opened()) {
            Evaluated together = new SeedStability(3).evaluate(Claim.of(model, question(), algorithm));
            Evaluated oneByOne = new SeedStability(3).evaluate(Claim.of(model, question(), Laws.hidden(algorithm)));
            for (int row = 0; row < 2; row++) {
                double deviation = oneByOne.number("deviation", row);
                // steps of other sizes
                assertThat(together.number("deviation", row)).isCloseTo(deviation, within(1e-4 * deviation + 1e-6));
                assertThat(together.number(row)).isCloseTo(oneByOne.number(row), within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("staged")
    void pointsNearby(Staged algorithm) {
        try (Model model = opened()) {
            Evaluated found = new SensitivityMax(0.2, POINTS).evaluate(Claim.of(model, question(), algorithm));
            Inquiry inquiry = Inquiry.of(model, question());
            Tensor points = points(inquiry, algorithm);
            double[][] here = Relevance.of(inquiry, algorithm.interpret(model, question()))
                    .byRow();
            double[] sums = new double[2];
            for (int i = 0; i < POINTS; i++) {
                Tensor at = Tensor.concat(List.of(points.rows(i, i + 1), points.rows(POINTS + i, POINTS + i + 1)));
                Question moved = question().with(Map.of("image", at));
                double[][] there =
                        Relevance.of(inquiry, algorithm.interpret(model, moved)).byRow();
                for (int row = 0; row < 2; row++) {
                    sums[row] += norm(here[row], there[row]) / norm(here[row], new double[SIDE * SIDE]);
                }
            }
            for (int row = 0; row < 2; row++) {
                double mean = sums[row] / POINTS;
                assertThat(mean).isGreaterThan(1e-4);
                // what regions grow by, and what is hidden below 0, may change by rounding
                assertThat(found.number("sensitivity_mean", row)).isCloseTo(mean, within(1e-3 * mean));
            }
        }
    }

    /** The points that the measure takes: drawn after what the algorithm draws at the input itself. */
    private static Tensor points(Inquiry inquiry, Staged algorithm) {
        Stage stage = algorithm.stage(inquiry, 11);
        return Objects.requireNonNull(inquiry.run(f -> {
                            Expr x = f.input();
                            stage.results().of(f, x);
                            Samples i = f.samples(POINTS);
                            Expr move =
                                    f.uniform(i, x.get(0).shape()).times(0.4).minus(0.2);
                            return Map.of("points", x.plus(move).stack(i));
                        })
                        .get("points"))
                .reshape(2 * POINTS, 1, SIDE, SIDE);
    }

    private static double norm(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }

    /** However often it is repeated; and what was measured once is measured of other pictures without writing a program. */
    @ParameterizedTest
    @MethodSource("staged")
    void oneProgramHoweverOften(Staged algorithm) {
        List<IntFunction<Evaluation>> measures = List.of(
                n -> new SensitivityMax(0.2, n),
                SeedStability::new,
                n -> new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, n));
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        try (Model opened = opened()) {
            Model model = opened.with(new WatchedEngine(
                    (OrtEngine) opened.engine(), any -> runs.incrementAndGet(), written::incrementAndGet));
            Claim claim = Claim.of(model, question(), algorithm);
            for (IntFunction<Evaluation> measure : measures) {
                int few = count(runs, () -> measure.apply(2).evaluate(claim));
                assertThat(count(runs, () -> measure.apply(3).evaluate(claim))).isEqualTo(few);
                // the score that Shapley values sum to, and the output that it is read off
                assertThat(few).isLessThanOrEqualTo(3);
                assertThat(count(written, () -> measure.apply(3).evaluate(claim)))
                        .isZero();
            }
        }
    }

    private static int count(AtomicInteger counter, Runnable run) {
        int before = counter.get();
        run.run();
        return counter.get() - before;
    }

    @Test
    void whatHasToBeLearntOrChosenFirstIsNotOneProgram() {
        ChannelSelection some = new ChannelSelection(ChannelSelection.By.VARIANCE, 2);
        Interpretation selecting = new ScoreCam(MapView.standard(), ScoreCam.Weighting.SOFTMAX, some, ZEROS);
        Interpretation learning =
                new LimePrior(lime(ZEROS), new Kinds.Places(), (model, question) -> GlobalWeights.EMPTY, 1);
        assertThat(Staged.of(selecting)).isEmpty();
        assertThat(Staged.of(learning)).isEmpty();
        assertThat(Staged.of(Laws.hidden(lime(ZEROS)))).isEmpty();
        assertThat(Staged.of(pulled())).isPresent();
    }
}
