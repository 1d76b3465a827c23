package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.Deconvnet;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.SobolAttribution;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every correct implementation of the algorithms that explain by the input. */
class InputLawsTest {
    private static final int WIDTH = 6;
    private static final long ROOMY = 1L << 24;

    /** One sample a step. */
    private static final long TIGHT = 1;

    private static final Baseline BASELINE =
            new Baseline.Paired(Map.of("x", Toys.tensor(1, WIDTH, i -> 0.1 * i - 0.2)));
    private static final Baseline SEVERAL =
            new Baseline.Distribution(Map.of("x", Toys.tensor(3, WIDTH, i -> Math.cos(i))));
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);

    @TempDir
    Path folder;

    /** Attributions sum to score - score(baseline), whatever the model. */
    static Stream<Interpretation> complete() {
        return Stream.of(
                new IntegratedGradients(BASELINE, Quadrature.GAUSS_LEGENDRE, 32),
                new IntegratedGradients(SEVERAL, Quadrature.GAUSS_LEGENDRE, 32),
                new DeepLift(BASELINE),
                new DeepLift(Baseline.zeros()),
                new DeepLiftShap(SEVERAL),
                new DeepLift(BASELINE, true, DeepLift.Rule.REVEAL_CANCEL),
                new DeepLiftShap(SEVERAL, DeepLift.Rule.REVEAL_CANCEL),
                new ExactShapley(Features.elements(), BASELINE),
                new ShapleySampling(Features.elements(), SEVERAL, 3),
                new KernelShap(Features.elements(), BASELINE, 20),
                new PermutationShap(Features.elements(), SEVERAL, 2),
                new PartitionShap(Features.elements(), BASELINE, List.of(), 60));
    }

    /** Further ones that give w·(x - x0) for a linear model. */
    static Stream<Interpretation> additive() {
        return Stream.concat(
                complete(),
                Stream.of(
                        new GradientShap(BASELINE, 4, Noise.none()),
                        new FeatureAblation(Features.elements(), BASELINE),
                        new GuidedIg(BASELINE, 11, 0.25, 0.1),
                        new Occlusion(BASELINE, List.of(), List.of(), Occlusion.Overlap.MEAN),
                        new Lime(Features.elements(), BASELINE, 64, new Locality(0.25), new Ridge(0))));
    }

    static Stream<Interpretation> all() {
        return Stream.concat(
                additive(),
                Stream.of(
                        new Saliency(false),
                        new InputXGradient(),
                        new GuidedBackprop(),
                        new Deconvnet(),
                        new SmoothGrad(new Saliency(false), 7, new Noise.Gaussian(0.2), SmoothGrad.Statistic.VARIANCE),
                        new SmoothGrad(new Saliency(false), 7, new Noise.Relative(0.2), SmoothGrad.Statistic.MEAN),
                        new GradientShap(SEVERAL, 7, new Noise.Gaussian(0.1)),
                        new Rise(BASELINE, 7, 3, 0.5),
                        new SobolAttribution(Features.elements(), BASELINE, 6),
                        new HsicAttribution(Features.elements(), SEVERAL, 12),
                        new Lrp(Lrp.Composite.EPSILON_PLUS, 1e-6, 0.25)));
    }

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(1));
    }

    @ParameterizedTest
    @MethodSource("complete")
    void attributionsSumToTheChangeInScore(Interpretation algorithm) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            assertThat(algorithm
                            .interpret(model, about(ROWS))
                            .tensor("completeness_delta")
                            .orElseThrow()
                            .doubles())
                    .containsExactly(new double[2], within(2e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("complete")
    void attributionsSumThroughProductsAndSoftmax(Interpretation algorithm) {
        try (Model model = Toys.gated(WIDTH).open(folder, ROWS, ROOMY)) {
            // integrated gradients crosses kinks of the rectifiers
            double bound = algorithm instanceof IntegratedGradients ? 5e-3 : 2e-5;
            assertThat(algorithm
                            .interpret(model, about(ROWS))
                            .tensor("completeness_delta")
                            .orElseThrow()
                            .doubles())
                    .containsExactly(new double[2], within(bound));
        }
    }

    /** Of a row of zeros the deviation is that of epsilon alone, 400 times smaller than that of the input. */
    @Test
    void deepLiftIsCompleteThroughANormalisationFromNothing() {
        try (Model operator = Toys.normalised(WIDTH).open(folder, ROWS, ROOMY);
                Model byHand = Toys.normalisedByHand(WIDTH).open(folder, ROWS, ROOMY + 1)) {
            for (Baseline start : List.of(Baseline.zeros(), BASELINE)) {
                Explanation one = new DeepLift(start).interpret(operator, about(ROWS));
                Explanation other = new DeepLift(start).interpret(byHand, about(ROWS));
                assertThat(missed(one)).containsExactly(new double[2], within(1e-5));
                assertThat(missed(other)).containsExactly(new double[2], within(1e-5));
                assertThat(one.attributions().doubles())
                        .containsExactly(other.attributions().doubles(), within(1e-4));
                for (double number : one.attributions().doubles()) {
                    assertThat(number).isBetween(-5.0, 5.0);
                }
            }
        }
    }

    @Test
    void deepLiftIsCompleteThroughQuotientsWhoseDenominatorChangesItsSign() {
        try (Model model = Toys.quotient(WIDTH).open(folder, ROWS, ROOMY)) {
            assertThat(missed(new DeepLift(BASELINE).interpret(model, about(ROWS))))
                    .containsExactly(new double[2], within(1e-4));
        }
    }

    /**
     * A softmax at the end, of rows that it is less and less sure of, down from where its gradient has vanished. With e = exp(x) and s = Σe the
     * quotient y = e/s is the product e = y·s: Δy = (Δe - Δs·(y + y₀)/2)·2/(s + s₀), and each Δe is its own element's.
     */
    @Test
    void deepLiftSharesASoftmaxThatIsSure() {
        Tensor x = Tensor.of(new float[] {30, 1, -2, 3, 1, -2, 0.5f, 1, 2}, 3, 3);
        try (Model model = Toys.weighing(new double[] {1, 0, 0}).open(folder, x, ROOMY)) {
            Question question = Question.of(Map.of("x", x)).about(Target.ofClass(0));
            Explanation found = new DeepLift(Baseline.zeros()).interpret(model, question);
            double[] expected = new double[9];
            for (int row = 0; row < 3; row++) {
                double[] e = Arrays.stream(x.rows(row, row + 1L).doubles())
                        .map(Math::exp)
                        .toArray();
                double sum = e[0] + e[1] + e[2];
                double middle = (e[0] / sum + 1 / 3.0) / 2;
                for (int i = 0; i < 3; i++) {
                    expected[3 * row + i] = (e[i] - 1) * ((i == 0 ? 1 : 0) - middle) * 2 / (sum + 3);
                }
            }
            assertThat(found.attributions().doubles()).containsExactly(expected, within(1e-5));
            assertThat(missed(found)).containsExactly(new double[3], within(1e-5));
            assertThat(new Saliency(false)
                            .interpret(model, question)
                            .attributions()
                            .rows(0, 1)
                            .doubles())
                    .containsExactly(new double[3], within(1e-6));
        }
    }

    private static double[] missed(Explanation explanation) {
        return explanation.tensor("completeness_delta").orElseThrow().doubles();
    }

    @ParameterizedTest
    @MethodSource("additive")
    void ofALinearModelEachElementGetsItsTerm(Interpretation algorithm) {
        double[] w = {0.5, -1, 2, 0.25, 0, -3};
        double[] x = ROWS.doubles();
        double[] start = new double[WIDTH];
        boolean several = algorithm.toString().contains("Distribution");
        double[] zero = several
                ? Toys.tensor(3, WIDTH, Math::cos).doubles()
                : Toys.tensor(1, WIDTH, i -> 0.1 * i - 0.2).doubles();
        for (int i = 0; i < zero.length && !algorithm.toString().contains("Constant"); i++) {
            start[i % WIDTH] += zero[i] * WIDTH / zero.length;
        }
        double[] expected = new double[2 * WIDTH];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = w[i % WIDTH] * (x[i] - start[i % WIDTH]);
        }
        try (Model model = Toys.linear(w).open(folder, ROWS, ROOMY)) {
            Question question = Question.of(Map.of("x", ROWS)).about(Target.sum());
            assertThat(algorithm.interpret(model, question).attributions().doubles())
                    .containsExactly(expected, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void samplesAStepDoNotMatter(Interpretation algorithm) {
        try (Model one = Toys.smooth(WIDTH).open(folder, ROWS, TIGHT);
                Model many = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            assertThat(algorithm.interpret(one, about(ROWS)).attributions().doubles())
                    .containsExactly(
                            algorithm
                                    .interpret(many, about(ROWS))
                                    .attributions()
                                    .doubles(),
                            within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherRowsDoNotMatter(Interpretation algorithm) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Tensor both = algorithm.interpret(model, about(ROWS)).attributions();
            Tensor alone = algorithm.interpret(model, about(ROWS.rows(1, 2))).attributions();
            assertThat(both.rows(1, 2).doubles()).containsExactly(alone.doubles(), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameSeedGivesTheSameBytes(Interpretation algorithm) {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Question question = about(ROWS).seeded(7);
            assertThat(algorithm.interpret(model, question).attributions().floats())
                    .isEqualTo(
                            algorithm.interpret(model, question).attributions().floats());
        }
    }

    @ParameterizedTest
    // where nothing counts against a neuron, α = 2 gives out twice what arrived: that is the rule
    @EnumSource(
            value = Lrp.Composite.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EPSILON_ALPHA2_BETA1", "ALPHA_BETA"})
    void relevanceIsConserved(Lrp.Composite composite) {
        Tensor pictures = Toys.tensor(2, 36, i -> Math.sin(0.7 * i) + 0.2).reshape(2, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, pictures, ROOMY)) {
            Explanation explanation = new Lrp(composite, 1e-7, 0.25).interpret(model, about(pictures));
            double[] sums = new double[2];
            double[] relevance = explanation.attributions().doubles();
            for (int i = 0; i < relevance.length; i++) {
                sums[i / 36] += relevance[i];
            }
            assertThat(sums)
                    .containsExactly(explanation.tensor("score").orElseThrow().doubles(), within(1e-4));
        }
    }

    /** min(a, b) = a - max(a - b, 0): each has a half, where Rescale gives all to the smaller one. Shrikumar et al., 2017, section 3.5.3. */
    @Test
    void revealCancelSharesAMinimum() {
        Tensor pairs = Tensor.of(new float[] {3, 1, 2, 5}, 2, 2);
        try (Model model = Toys.minimum().open(folder, pairs, ROOMY)) {
            Question question = Question.of(Map.of("x", pairs)).about(Target.ofClass(0));
            var revealing = new DeepLift(Baseline.zeros(), true, DeepLift.Rule.REVEAL_CANCEL);
            assertThat(revealing.interpret(model, question).attributions().doubles())
                    .containsExactly(new double[] {0.5, 0.5, 1, 1}, within(1e-6));
            assertThat(new DeepLift(Baseline.zeros())
                            .interpret(model, question)
                            .attributions()
                            .doubles())
                    .containsExactly(new double[] {0, 1, 2, 0}, within(1e-6));
        }
    }

    /** Of c·s with s = softmax(x): R = s·c arrives at the softmax, x·(R - s·ΣR) leaves it. Achtibat et al., 2024, equation 13. */
    @Test
    void attentionsRuleSharesASoftmaxByItsLinearPart() {
        Tensor x = Tensor.of(new float[] {0.5f, -1, 2}, 1, 3);
        double[] c = Toys.wave(1, 3, 1)[0];
        try (Model model = Toys.weighing(c).open(folder, x, ROOMY)) {
            double[] found = new Lrp(Lrp.Composite.ATTENTION, 1e-9, 0.25)
                    .interpret(model, Question.of(Map.of("x", x)).about(Target.ofClass(0)))
                    .attributions()
                    .doubles();
            double[] v = x.doubles();
            double total = Math.exp(v[0]) + Math.exp(v[1]) + Math.exp(v[2]);
            double score = 0;
            for (int i = 0; i < 3; i++) {
                score += c[i] * Math.exp(v[i]) / total;
            }
            double[] expected = new double[3];
            for (int i = 0; i < 3; i++) {
                double s = Math.exp(v[i]) / total;
                expected[i] = v[i] * (s * c[i] - s * score);
            }
            assertThat(found).containsExactly(expected, within(1e-6));
        }
    }

    /** The operator, and what it is spelled out; one input is all but 0, its normal value is not. */
    @Test
    void attentionsRuleSharesANormalisationAlikeHoweverItIsWritten() {
        Tensor x = Tensor.of(new float[] {1e-6f, -1, 2, 0.5f, 3, -2}, 1, WIDTH);
        Question question = Question.of(Map.of("x", x)).about(Target.ofClass(0));
        Lrp lrp = new Lrp(Lrp.Composite.ATTENTION, 1e-9, 0.25);
        try (Model operator = Toys.normalised(WIDTH).open(folder, x, ROOMY);
                Model byHand = Toys.normalisedByHand(WIDTH).open(folder, x, ROOMY + 1)) {
            Explanation one = lrp.interpret(operator, question);
            Explanation other = lrp.interpret(byHand, question);
            double[] numbers = one.attributions().doubles();
            assertThat(numbers).containsExactly(other.attributions().doubles(), within(1e-5));
            assertThat(numbers[0]).isCloseTo(0, within(1e-5));
            // without a bias nothing is lost
            assertThat(Arrays.stream(numbers).sum())
                    .isCloseTo(one.tensor("score").orElseThrow().doubles()[0], within(1e-5));
        }
    }

    @Test
    void aRuleForALayerThatIsNotThereIsRefused() {
        Tensor pictures = Toys.tensor(1, 36, i -> i).reshape(1, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, pictures, ROOMY)) {
            var lrp = new Lrp(Lrp.Composite.EPSILON, 1e-6, 0.25, Map.of("third", Lrp.LayerRule.GAMMA));
            assertThatThrownBy(() -> lrp.interpret(model, about(pictures)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[third]")
                    .hasMessageContaining("first")
                    .hasMessageContaining("second");
        }
    }

    /** The composite's rule for the convolutions, given one by one. */
    @Test
    void layersMayBeGivenTheirRulesByName() {
        Tensor pictures = Toys.tensor(2, 36, i -> Math.sin(0.7 * i) + 0.2).reshape(2, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, pictures, ROOMY)) {
            var byName = new Lrp(
                    Lrp.Composite.EPSILON,
                    1e-6,
                    0.25,
                    Map.of("first", Lrp.LayerRule.PLUS, "second", Lrp.LayerRule.PLUS));
            assertThat(byName.interpret(model, about(pictures)).attributions().floats())
                    .isEqualTo(new Lrp(Lrp.Composite.EPSILON_PLUS, 1e-6, 0.25)
                            .interpret(model, about(pictures))
                            .attributions()
                            .floats());
        }
    }

    @Test
    void withoutNoiseSmoothGradIsTheGradient() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            InputAttribution smooth =
                    new SmoothGrad(new Saliency(false), 5, new Noise.Gaussian(0), SmoothGrad.Statistic.MEAN);
            assertThat(smooth.interpret(model, about(ROWS)).attributions().doubles())
                    .containsExactly(
                            new Saliency(false)
                                    .interpret(model, about(ROWS))
                                    .attributions()
                                    .doubles(),
                            within(1e-7));
        }
    }

    @Test
    void givenCoefficientsOfOneAskForTheGradientAtTheInput() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Tensor ends = Toys.tensor(3, 2, i -> 1);
            GradientShap shap = new GradientShap(Baseline.zeros(), 3, Noise.none(), java.util.Optional.of(ends));
            assertThat(shap.interpret(model, about(ROWS)).attributions().doubles())
                    .containsExactly(
                            new InputXGradient()
                                    .interpret(model, about(ROWS))
                                    .attributions()
                                    .doubles(),
                            within(1e-6));
        }
    }

    @Test
    void expectedGradientsApproachCompleteness() {
        try (Model model = Toys.smooth(WIDTH).open(folder, ROWS, ROOMY)) {
            Explanation e = new GradientShap(SEVERAL, 2000, Noise.none()).interpret(model, about(ROWS));
            // the error of a mean of 2000 draws whose deviation is below 1
            assertThat(e.tensor("completeness_delta").orElseThrow().doubles())
                    .containsExactly(new double[2], within(0.05));
        }
    }

    @Test
    void riseFindsTheOnlyElementThatMatters() {
        try (Model model = Toys.linear(new double[] {0, 0, 0, 4, 0, 0}).open(folder, ROWS, ROOMY)) {
            Tensor ones = Toys.tensor(1, WIDTH, i -> 1);
            Question question = Question.of(Map.of("x", ones)).about(Target.sum());
            double[] map = new Rise(Baseline.zeros(), 2000, WIDTH, 0.5)
                    .interpret(model, question)
                    .attributions()
                    .doubles();
            for (int i = 0; i < WIDTH; i++) {
                assertThat(map[i]).isLessThanOrEqualTo(map[3]);
            }
            // E[score·m₃]/keep = (4·E[m²] + 0.5·E[m])/0.5 with bits at single elements
            assertThat(map[3]).isCloseTo(4.5, within(0.3));
        }
    }
}
