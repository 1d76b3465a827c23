package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.NoiseTunnel;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothEquation;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.SmoothGrad.Statistic;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics of attributions of noisy copies: of parts joined, of layers and maps. */
class MomentsTest {
    private static final int WIDTH = 6;
    private static final long ROOMY = 1L << 24;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Noise NOISE = new Noise.Gaussian(0.3);

    @TempDir
    Path folder;

    private Model smooth() {
        return Toys.smooth(WIDTH).open(folder, ROWS, ROOMY);
    }

    private static Question question() {
        return Question.of(Map.of("x", ROWS)).about(Target.ofClass(1)).seeded(7);
    }

    private static Interpretation gradients(int samples, Statistic statistic) {
        return new SmoothGrad(new Saliency(false), samples, NOISE, statistic);
    }

    private static double[] found(Model model, Interpretation algorithm, Question question) {
        return algorithm.interpret(model, question).attributions().doubles();
    }

    private static Interpretation inRounds(Interpretation round, int rounds) {
        return new Anytime(round, rounds, Budget.none());
    }

    /** The mean of all squares less the square of the mean of all. */
    @Test
    void theVarianceOfRoundsIsThatOfAllTheirSamples() {
        try (Model model = smooth()) {
            double[] mean = new double[2 * WIDTH];
            double[] square = new double[2 * WIDTH];
            for (long seed = 7; seed < 11; seed++) {
                double[] means =
                        found(model, gradients(3, Statistic.MEAN), question().seeded(seed));
                double[] squares =
                        found(model, gradients(3, Statistic.SQUARE), question().seeded(seed));
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += means[i] / 4;
                    square[i] += squares[i] / 4;
                }
            }
            double[] rounds = found(model, inRounds(gradients(3, Statistic.VARIANCE), 4), question());
            double[] one = found(model, gradients(3, Statistic.VARIANCE), question());
            for (int i = 0; i < mean.length; i++) {
                assertThat(rounds[i]).isCloseTo(square[i] - mean[i] * mean[i], within(1e-6));
            }
            assertThat(rounds).isNotEqualTo(one);
            assertThat(found(model, inRounds(gradients(3, Statistic.VARIANCE), 1), question()))
                    .containsExactly(one, within(1e-6));
        }
    }

    /** The error is how far answers under other seeds lie apart. */
    @ParameterizedTest
    @EnumSource(Statistic.class)
    void theErrorIsTheSpreadOfAnswers(Statistic statistic) {
        // both are estimates, and both the largest of twelve
        assertThat(toldOverSeen(inRounds(gradients(4, statistic), 12))).isBetween(0.6, 1.7);
    }

    /** What answers tell of their error, over how far those under other seeds lie apart. */
    private double toldOverSeen(Interpretation algorithm) {
        int answers = 40;
        double[] sum = new double[2 * WIDTH];
        double[] squares = new double[2 * WIDTH];
        double told = 0;
        try (Model model = smooth()) {
            for (int i = 0; i < answers; i++) {
                Explanation one = algorithm.interpret(model, question().seeded(1000L * i));
                double[] values = one.attributions().doubles();
                double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
                told += Objects.requireNonNull(one.quality().reached().get("error")) * largest / answers;
                for (int j = 0; j < values.length; j++) {
                    sum[j] += values[j] / answers;
                    squares[j] += values[j] * values[j] / answers;
                }
            }
        }
        double worst = 0;
        for (int j = 0; j < sum.length; j++) {
            worst = Math.max(worst, Math.sqrt((squares[j] - sum[j] * sum[j]) * answers / (answers - 1)));
        }
        return told / worst;
    }

    /** One sample a round: its own variance is nothing. */
    @Test
    void aTunnelsVarianceHasAnErrorOfItsOwn() {
        Interpretation ablation = new FeatureAblation(Features.elements(), Baseline.zeros());
        Interpretation tunnel = new NoiseTunnel(ablation, 400, NOISE, Statistic.VARIANCE, new Budget(1e9, 0.5));
        try (Model model = smooth()) {
            Explanation found = tunnel.interpret(model, question());
            assertThat(found.quality().reached().get("error")).isBetween(0.01, 0.5);
            assertThat(found.quality().reached().get("rounds")).isBetween(3.0, 399.0);
            assertThat(Arrays.stream(found.attributions().doubles())).allMatch(value -> value > 0);
        }
    }

    /** A token's variance is the sum of those of its embedding, of rounds too. */
    @ParameterizedTest
    @EnumSource(Statistic.class)
    void tokensHaveTheSumsOfTheirEmbedding(Statistic statistic) throws IOException {
        Tensor table = Toys.tensor(5, 3, i -> Math.sin(2.0 * i));
        Map<String, Tensor> text = Map.of("ids", Tensor.of(new long[] {2, 4, 3}, 1, 3));
        try (Model model = InterpretDl.open(WordModel.write(folder, table), Device.cpu())) {
            Question asked = Question.of(text).about(Target.ofClass(1)).seeded(3);
            Interpretation slopes = new SmoothGrad(new Squares(), 4, NOISE, statistic);
            Tensor whole = slopes.interpret(model, asked).attributions();
            Tensor one = inRounds(slopes, 1).interpret(model, asked).attributions();
            assertThat(one.shape()).isEqualTo(whole.shape());
            assertThat(one.doubles()).containsExactly(whole.doubles(), within(1e-5));
            assertThat(inRounds(slopes, 2)
                            .interpret(model, asked.byElements())
                            .attributions()
                            .shape())
                    .isEqualTo(slopes.interpret(model, asked.byElements())
                            .attributions()
                            .shape());
        }
    }

    /** Of each element its square, which noise does change where the model is linear. */
    private record Squares() implements InputAttribution {
        @Override
        public String name() {
            return "squares";
        }

        @Override
        public Expr attribute(Explained f, Expr x) {
            return f.gradient(x).plus(x).square();
        }
    }

    static Stream<Equation> byALayer() {
        Optional<String> layer = Optional.of("again");
        return Stream.of(
                new GradCam(MapView.raw("again")),
                new GradCam(MapView.of(layer)),
                new GradCamPlusPlus(MapView.of(layer)),
                new GuidedGradCam(layer, Upsampling.BILINEAR),
                new LayerActivation(layer),
                new LayerFeatureAblation(layer),
                new LayerConductance(layer, Baseline.zeros(), 3));
    }

    /** Slowly: the inner algorithm is asked about each noisy copy. */
    @ParameterizedTest
    @MethodSource("byALayer")
    void mapsAreTakenOverNoisyCopies(Equation inner) {
        int samples = 3;
        int size = Math.toIntExact(Cams.ROWS.shape().size());
        double[] x = Cams.ROWS.doubles();
        float[] draws = new float[samples * size];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = (float) Math.sin(1.7 * i + 1);
        }
        long[] dims = Cams.ROWS.shape().dims();
        Noise given = new Noise.Given(Map.of("x", Tensor.of(draws, samples, dims[0], dims[1], dims[2], dims[3])));
        try (Model model = Toys.convolutional().open(folder, Cams.ROWS, ROOMY)) {
            double[][] each = new double[samples][];
            for (int s = 0; s < samples; s++) {
                float[] noisy = new float[size];
                for (int i = 0; i < size; i++) {
                    noisy[i] = (float) x[i] + draws[s * size + i];
                }
                each[s] = found(model, inner, Cams.about(Tensor.of(noisy, dims)));
            }
            Map<Statistic, double[]> found = new LinkedHashMap<>();
            for (Statistic statistic : Statistic.values()) {
                found.put(
                        statistic,
                        found(model, new SmoothEquation(inner, samples, given, statistic), Cams.about(Cams.ROWS)));
            }
            check(each, found);
        }
    }

    private static void check(double[][] each, Map<Statistic, double[]> found) {
        int samples = each.length;
        double scale = Arrays.stream(each)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        double bound = 1e-4 * scale * scale;
        for (int i = 0; i < each[0].length; i++) {
            double mean = 0;
            double square = 0;
            for (double[] one : each) {
                mean += one[i] / samples;
                square += one[i] * one[i] / samples;
            }
            assertThat(Objects.requireNonNull(found.get(Statistic.MEAN))[i]).isCloseTo(mean, within(1e-4 * scale));
            assertThat(Objects.requireNonNull(found.get(Statistic.SQUARE))[i]).isCloseTo(square, within(bound));
            assertThat(Objects.requireNonNull(found.get(Statistic.VARIANCE))[i])
                    .isCloseTo(square - mean * mean, within(bound));
        }
    }

    @Test
    void mapsInRoundsAreThoseOfAllSamples() {
        Equation inner = new GradCam(MapView.raw("again"));
        try (Model model = Toys.convolutional().open(folder, Cams.ROWS, ROOMY)) {
            Question asked = Cams.about(Cams.ROWS);
            Interpretation whole = new SmoothEquation(inner, 4, NOISE, Statistic.VARIANCE);
            double[] one = found(model, whole, asked);
            double scale = Arrays.stream(one).max().orElse(0);
            assertThat(scale).isPositive();
            assertThat(found(model, inRounds(whole, 1), asked)).containsExactly(one, within(1e-4 * scale));
            Explanation several = inRounds(whole, 3).interpret(model, asked);
            assertThat(several.tensors()).containsOnlyKeys("attributions", "score");
            assertThat(several.quality().reached().get("error")).isPositive();
        }
    }

    @Test
    void theBestClassesHaveMomentsOfTheirOwn() {
        try (Model model = smooth()) {
            Question top = question().about(new Target.Top(2));
            Interpretation whole = gradients(4, Statistic.VARIANCE);
            assertThat(found(model, inRounds(whole, 1), top)).containsExactly(found(model, whole, top), within(1e-5));
        }
    }
}
