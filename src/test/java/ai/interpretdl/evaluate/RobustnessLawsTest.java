package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronConductance;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stays when the input, the seed, the class or the weights change. */
class RobustnessLawsTest {
    private static final int PIXELS = 16;
    private static final double[] W = Laws.numbers(PIXELS, 1);

    @TempDir
    Path folder;

    @Test
    void theGradientOfALinearModelDoesNotMove() {
        try (Model model = Laws.linear(folder, W)) {
            Question question = Laws.question(Laws.images(Laws.numbers(PIXELS, 2)));
            Claim claim = Claim.of(model, question, new Saliency(false));
            assertThat(new SensitivityMax(0.5, 10).evaluate(claim).number(0)).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void inputTimesGradientOfALinearModelMovesWithTheInput() {
        // a_i = w_i x_i moves by at most r |w|; with all w equal by at most r n^½ / |x|
        double[] ones = new double[PIXELS];
        Arrays.fill(ones, 1);
        double[] x = Laws.numbers(PIXELS, 2);
        double norm = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
        try (Model model = Laws.linear(folder, ones)) {
            Claim claim = Claim.of(model, Laws.question(Laws.images(x)), new InputXGradient());
            Evaluated found = new SensitivityMax(0.1, 30).evaluate(claim);
            assertThat(found.number(0)).isBetween(0.1 * 4 / norm / 2, 0.1 * 4 / norm);
            assertThat(found.number("sensitivity_mean", 0)).isLessThan(found.number(0));
        }
    }

    @Test
    void anAlgorithmThatIsAskedSampleBySampleMovesAlike() {
        try (Model model = Laws.bent(folder, 4)) {
            Question question = Laws.question(Laws.images(Laws.numbers(PIXELS, 2), Laws.numbers(PIXELS, 5)));
            IntegratedGradients algorithm = new IntegratedGradients(Baseline.zeros(), Quadrature.MIDDLE, 20);
            Evaluated together = new SensitivityMax(0.05, 1000).evaluate(Claim.of(model, question, algorithm));
            Evaluated oneByOne =
                    new SensitivityMax(0.05, 1000).evaluate(Claim.of(model, question, Laws.hidden(algorithm)));
            for (int row = 0; row < 2; row++) {
                // other draws of the same distribution
                assertThat(oneByOne.number("sensitivity_mean", row))
                        .isCloseTo(
                                together.number("sensitivity_mean", row),
                                within(0.3 * together.number("sensitivity_mean", row)));
            }
        }
    }

    @Test
    void whatAnAlgorithmDrawsDoesNotMoveItsAttributions() {
        // between kinks the gradient of two layers with a rectifier is constant, so that only other noise could move
        // the mean of a few
        SmoothGrad noisy = new SmoothGrad(new Saliency(false), 4, new Noise.Gaussian(3), SmoothGrad.Statistic.MEAN);
        try (Model model = Laws.bent(folder, 4)) {
            Question question = Laws.question(Laws.images(Laws.numbers(PIXELS, 2)));
            for (Interpretation algorithm : List.of(noisy, Laws.hidden(noisy))) {
                Claim claim = Claim.of(model, question, algorithm);
                assertThat(new SensitivityMax(1e-5, 5).evaluate(claim).number(0))
                        .isCloseTo(0, within(1e-6));
            }
        }
    }

    @Test
    void aLayerThatIsTheInputMovesWithIt() {
        double[] x = Laws.numbers(PIXELS, 2);
        double norm = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
        try (Model model = Laws.linear(folder, W)) {
            Claim claim = Claim.of(model, Laws.question(Laws.images(x)), new LayerActivation(Optional.of("flat")));
            // uniform moves have a norm of r (n / 3)^½ on average
            double expected = 0.1 * Math.sqrt(PIXELS / 3.0) / norm;
            Evaluated found = new SensitivityMax(0.1, 200).evaluate(claim);
            assertThat(found.number("sensitivity_mean", 0)).isCloseTo(expected, within(expected / 20));
        }
    }

    @Test
    void whatDrawsNothingIsStableAndFewSamplesAreLessThanMany() {
        try (Model model = Laws.bent(folder, 4)) {
            Question question = Laws.question(Laws.images(Laws.numbers(PIXELS, 2)));
            Evaluated still = new SeedStability(3).evaluate(Claim.of(model, question, new Saliency(false)));
            assertThat(still.number(0)).isCloseTo(1, within(1e-9));
            assertThat(still.number("deviation", 0)).isZero();
            // a mean of 100 times as many samples varies a tenth as much
            double few = deviation(model, question, 4);
            double many = deviation(model, question, 400);
            assertThat(many).isCloseTo(few / 10, within(few / 20));
        }
    }

    private static double deviation(Model model, Question question, int samples) {
        SmoothGrad noisy =
                new SmoothGrad(new Saliency(false), samples, new Noise.Gaussian(3), SmoothGrad.Statistic.MEAN);
        return new SeedStability(6).evaluate(Claim.of(model, question, noisy)).number("deviation", 0);
    }

    static Stream<Interpretation> whatOneProgramAsksUnderManySeeds() {
        Noise noise = new Noise.Gaussian(1.5);
        SmoothGrad smooth = new SmoothGrad(new Saliency(false), 7, noise, SmoothGrad.Statistic.MEAN);
        return Stream.of(
                smooth,
                new SmoothGrad(new Saliency(false), 6, new Noise.Relative(0.3), SmoothGrad.Statistic.VARIANCE),
                new SmoothGrad(smooth, 3, noise, SmoothGrad.Statistic.SQUARE),
                new GradientShap(Baseline.zeros(), 5, noise),
                new GradientShap(new Baseline.Normal(3), 4, noise),
                new IntegratedGradients(new Baseline.Uniform(4, -2, 2), Quadrature.MIDDLE, 5),
                new DeepLiftShap(new Baseline.Normal(5)),
                new Rise(Baseline.zeros(), 30, 2, 0.5),
                new NeuronConductance(Neuron.of("active", 3), new Baseline.Normal(4), Quadrature.MIDDLE, 3));
    }

    @ParameterizedTest
    @MethodSource("whatOneProgramAsksUnderManySeeds")
    void oneProgramOfManySeedsIsAskingUnderEach(Interpretation algorithm) {
        try (Model model = Laws.bent(folder, 4)) {
            Question question = Laws.question(Laws.images(Laws.numbers(PIXELS, 2), Laws.numbers(PIXELS, 5)));
            isAskingUnderEach(model, question.seeded(11), algorithm, 2);
        }
    }

    @Test
    void manySeedsOfAModelWithoutRows() {
        SmoothGrad noisy = new SmoothGrad(new Saliency(false), 7, new Noise.Gaussian(1.5), SmoothGrad.Statistic.MEAN);
        try (Model model = Laws.elementwise(folder, 3, 4)) {
            Tensor x = Laws.images(Laws.numbers(PIXELS, 2)).reshape(4, 4).rows(0, 3);
            Question question = Question.of(Map.of("x", x)).about(Target.sum());
            isAskingUnderEach(model, question.seeded(11), noisy, 1);
        }
    }

    private static void isAskingUnderEach(Model model, Question question, Interpretation algorithm, int rows) {
        Evaluated together = new SeedStability(5).evaluate(Claim.of(model, question, algorithm));
        Evaluated oneByOne = new SeedStability(5).evaluate(Claim.of(model, question, Laws.hidden(algorithm)));
        for (int row = 0; row < rows; row++) {
            double deviation = oneByOne.number("deviation", row);
            assertThat(deviation).isGreaterThan(0.01);
            // sums of steps of other sizes
            assertThat(together.number("deviation", row)).isCloseTo(deviation, within(1e-5 * deviation));
            assertThat(together.number(row)).isCloseTo(oneByOne.number(row), within(1e-9));
        }
    }

    @Test
    void theGradientDependsOnTheWeightsAndAConstantMapDoesNot() {
        try (Model model = Laws.bent(folder, 8)) {
            Question question = Laws.question(Laws.images(Laws.numbers(64, 2)));
            ParameterRandomisation measure = new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 10);
            Evaluated gradient = measure.evaluate(Claim.of(model, question, new Saliency(false)));
            assertThat(gradient.curves().get("spearman").get(0).values()).hasSize(2);
            assertThat(Math.abs(gradient.number("all_random", 0))).isLessThan(0.5);
            assertThat(gradient.number("ssim", 0)).isLessThan(0.9);

            Evaluated fixed = measure.evaluate(Claim.of(model, question, always(question)));
            assertThat(fixed.number("parameter-randomisation", 0)).isCloseTo(1, within(1e-9));
            assertThat(fixed.number("ssim", 0)).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void oneLayerAtATimeLeavesTheOthersAsTheyAre() {
        try (Model model = Laws.linear(folder, W)) {
            Question question = Laws.question(Laws.images(Laws.numbers(PIXELS, 2)));
            Claim claim = Claim.of(model, question, new Saliency(false));
            // a model of one layer: both ways are the same step
            double cascading = new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 5)
                    .evaluate(claim)
                    .number(0);
            double independent = new ParameterRandomisation(ParameterRandomisation.Cascade.INDEPENDENT, 5)
                    .evaluate(claim)
                    .number(0);
            assertThat(cascading).isEqualTo(independent);
        }
    }

    @Test
    void aMapThatIgnoresTheClassIsTheSameForAnother() {
        try (Model model = Laws.bent(folder, 8)) {
            Question question = Laws.question(Laws.images(Laws.numbers(64, 2)));
            Evaluated fixed = new RandomLogit().evaluate(Claim.of(model, question, always(question)));
            assertThat(fixed.number(0)).isCloseTo(1, within(1e-9));
            Evaluated gradient = new RandomLogit().evaluate(Claim.of(model, question, new Saliency(false)));
            assertThat(gradient.number(0)).isLessThan(0.9);
            assertThat(gradient.number("other_class", 0)).isIn(1.0, 2.0);
        }
    }

    /** An algorithm that does not look at the model: it answers the input. */
    private static Interpretation always(Question question) {
        Tensor map = question.inputs().get("x");
        return new Interpretation() {
            @Override
            public String name() {
                return "always";
            }

            @Override
            public Explanation interpret(Model model, Question asked) {
                return new Explanation("always", Map.of("attributions.x", map), List.of(), OriginalToy.NONE);
            }
        };
    }
}
