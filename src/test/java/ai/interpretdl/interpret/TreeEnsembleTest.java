package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Conformance;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.TreeModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tree ensembles of ONNX-ML: no gradients, but whatever only scores explains them. */
class TreeEnsembleTest {
    private static final Tensor ROWS = Toys.tensor(3, TreeModel.FEATURES, i -> Math.sin(2.0 * i) * 2);
    private static final Baseline BASELINE =
            new Baseline.Paired(Map.of("x", Toys.tensor(1, TreeModel.FEATURES, i -> 0.2 * i - 0.3)));

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        TreeModel.write(folder);
    }

    private static Model open(TreeModel.Kind kind) {
        return InterpretDl.open(folder.resolve(kind + ".onnx"), Device.cpu());
    }

    private static Question question(TreeModel.Kind kind) {
        Question question = Question.of(Map.of("x", ROWS));
        return kind == TreeModel.Kind.REGRESSOR ? question.about(Target.sum()) : question.about(Target.ofClass(1));
    }

    /** What the trees score with the features of a mask from a row, the others from the baseline. */
    private static double score(TreeModel.Kind kind, int row, int mask) {
        double[] x = ROWS.doubles();
        double[] mixed = new double[TreeModel.FEATURES];
        Arrays.setAll(mixed, j -> (mask >> j & 1) == 1 ? x[row * mixed.length + j] : (float) (0.2 * j - 0.3));
        return TreeModel.score(kind, mixed);
    }

    /** From the definition: the mean gain over all subsets of the others. */
    private static double[] shapley(TreeModel.Kind kind, int row) {
        int n = TreeModel.FEATURES;
        double[] values = new double[n];
        for (int mask = 0; mask < 1 << n; mask++) {
            for (int j = 0; j < n; j++) {
                if ((mask >> j & 1) == 0) {
                    int size = Integer.bitCount(mask);
                    double share = factorial(size) * factorial(n - size - 1) / factorial(n);
                    values[j] += share * (score(kind, row, mask | 1 << j) - score(kind, row, mask));
                }
            }
        }
        return values;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @ParameterizedTest
    @EnumSource(TreeModel.Kind.class)
    void shapleyMethodsGiveTheValuesOfTheDefinition(TreeModel.Kind kind) {
        List<Interpretation> exact = List.of(
                new ExactShapley(Features.elements(), BASELINE),
                new KernelShap(Features.elements(), BASELINE, 1 << TreeModel.FEATURES));
        try (Model model = open(kind)) {
            for (Interpretation algorithm : exact) {
                double[] found = algorithm
                        .interpret(model, question(kind))
                        .attributions()
                        .doubles();
                for (int row = 0; row < 3; row++) {
                    assertThat(Arrays.copyOfRange(found, row * TreeModel.FEATURES, (row + 1) * TreeModel.FEATURES))
                            .as(algorithm + " " + row)
                            .containsExactly(shapley(kind, row), within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TreeModel.Kind.class)
    void samplingMethodsComeClose(TreeModel.Kind kind) {
        List<Interpretation> sampled = List.of(
                new ShapleySampling(Features.elements(), BASELINE, 2000),
                new PermutationShap(Features.elements(), BASELINE, 1000));
        try (Model model = open(kind)) {
            for (Interpretation algorithm : sampled) {
                double[] found = algorithm
                        .interpret(model, question(kind))
                        .attributions()
                        .doubles();
                // gains below 1.5 over two thousand orders
                assertThat(Arrays.copyOf(found, TreeModel.FEATURES)).containsExactly(shapley(kind, 0), within(0.05));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TreeModel.Kind.class)
    void ablationAndOcclusionAreDropsOfTheScore(TreeModel.Kind kind) {
        int all = (1 << TreeModel.FEATURES) - 1;
        double[] drops = new double[TreeModel.FEATURES];
        Arrays.setAll(drops, j -> score(kind, 0, all) - score(kind, 0, all & ~(1 << j)));
        try (Model model = open(kind)) {
            for (Interpretation algorithm : List.of(
                    new FeatureAblation(Features.elements(), BASELINE),
                    new Occlusion(BASELINE, List.of(), List.of(), Occlusion.Overlap.MEAN))) {
                double[] found = algorithm
                        .interpret(model, question(kind))
                        .attributions()
                        .doubles();
                assertThat(Arrays.copyOf(found, drops.length)).containsExactly(drops, within(1e-5));
            }
        }
    }

    @Test
    void theLinearModelOfLimeMeetsTheNormalEquations() {
        TreeModel.Kind kind = TreeModel.Kind.REGRESSOR;
        int n = TreeModel.FEATURES;
        Locality locality = new Locality(0.25);
        double[][] table = new double[1 << n][n];
        double[] scores = new double[1 << n];
        double[] weights = new double[1 << n];
        for (int mask = 0; mask < 1 << n; mask++) {
            for (int j = 0; j < n; j++) {
                table[mask][j] = mask >> j & 1;
            }
            scores[mask] = score(kind, 0, mask);
            weights[mask] = locality.weight(1 - Math.sqrt(Integer.bitCount(mask) / (double) n));
        }
        double[] expected = new Ridge(0).fit(table, scores, weights).coefficients();
        try (Model model = open(kind)) {
            double[] found = new Lime(Features.elements(), BASELINE, 1 << n, locality, new Ridge(0))
                    .interpret(model, question(kind))
                    .attributions()
                    .doubles();
            assertThat(Arrays.copyOf(found, n)).containsExactly(expected, within(1e-4));
        }
    }

    @Test
    void owenValuesAreComplete() {
        try (Model model = open(TreeModel.Kind.CLASSIFIER)) {
            Explanation found = new PartitionShap(Features.elements(), BASELINE, List.of(), 12)
                    .interpret(model, question(TreeModel.Kind.CLASSIFIER));
            assertThat(found.tensor("completeness_delta").orElseThrow().doubles())
                    .containsExactly(new double[3], within(1e-5));
        }
    }

    /** Numbers, whole numbers and words beside each other: what is no number is fed, and the numbers are explained. */
    @Test
    void aPipelineOfMixedColumnsIsExplainedByItsNumbers() {
        double[][] numbers = {{1.9, -0.4}, {0.3, 3.1}};
        long[] kinds = {3, 7};
        List<String> cities = List.of("Rome", "Oslo");
        Map<String, Tensor> table = Map.of(
                "numbers",
                Tensor.of(new float[] {1.9f, -0.4f, 0.3f, 3.1f}, 2, 2),
                "kind",
                Tensor.of(kinds, 2, 1),
                "city",
                Tensor.of(cities, 2, 1));
        try (Model model = InterpretDl.open(TreeModel.writePipeline(folder), Device.cpu())) {
            for (Interpretation algorithm : List.of(
                    new ExactShapley(Features.elements(), Baseline.zeros()),
                    new KernelShap(Features.elements(), Baseline.zeros(), 4))) {
                Explanation found =
                        algorithm.interpret(model, Question.of(table).about(Target.sum()));
                assertThat(found.attributions("numbers").doubles())
                        .containsExactly(
                                Stream.of(0, 1)
                                        .flatMapToDouble(
                                                row -> Arrays.stream(halves(numbers[row], kinds[row], cities.get(row))))
                                        .toArray(),
                                within(1e-5));
            }
        }
    }

    /** Shapley values of two numbers: the mean gain over both orders. */
    private static double[] halves(double[] x, long kind, String city) {
        double none = pipeline(0, 0, kind, city);
        double both = pipeline(x[0], x[1], kind, city);
        double first = pipeline(x[0], 0, kind, city);
        double second = pipeline(0, x[1], kind, city);
        return new double[] {(first - none + both - second) / 2, (second - none + both - first) / 2};
    }

    private static double pipeline(double a, double b, long kind, String city) {
        double[] columns = {(a - 1) / 2, (b - 1) / 2, kind == 3 ? 1 : 0, kind == 7 ? 1 : 0, city.equals("Rome") ? 1 : 0
        };
        return TreeModel.score(TreeModel.Kind.REGRESSOR, columns);
    }

    @Test
    void aClassifierIsExplainedByItsProbabilitiesNotItsLabel() {
        try (Model model = open(TreeModel.Kind.CLASSIFIER)) {
            assertThat(model.defaultOutput()).isEqualTo("probabilities");
            Conformance found = Conformance.of(model);
            assertThat(found.problems()).isEmpty();
            assertThat(found.withoutRule())
                    .extracting(Conformance.Gap::operator)
                    .containsExactly("ai.onnx.ml:TreeEnsembleClassifier");
        }
    }

    @Test
    void gradientsOfTreesAreRefusedByName() {
        try (Model model = open(TreeModel.Kind.REGRESSOR)) {
            assertThatThrownBy(() -> new Saliency(false).interpret(model, question(TreeModel.Kind.REGRESSOR)))
                    .isInstanceOf(UnsupportedOperatorException.class)
                    .hasMessageContaining("TreeEnsembleRegressor");
        }
    }
}
