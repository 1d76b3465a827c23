package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.SobolAttribution;
import ai.interpretdl.interpret.regression.Hsic;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.interpret.sampling.Hierarchy;
import ai.interpretdl.interpret.sampling.LatinHypercube;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Black-box methods on linear models, for which the answers are known. */
class SensitivityTest {
    private static final double[] W = {0.5, -1, 2, 0.25, 0, -3};
    private static final Tensor ROWS = Toys.tensor(4, 6, i -> Math.sin(3.0 * i) + 0.3);

    @TempDir
    Path folder;

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.sum());
    }

    private Model linear() {
        return Toys.linear(W).open(folder, ROWS, 1L << 24);
    }

    @Test
    void permutedFeaturesLoseWhatOtherRowsHaveLess() {
        int permutations = 3;
        double[] x = ROWS.doubles();
        double[] expected = new double[x.length];
        for (int p = 0; p < permutations; p++) {
            int[] order = CounterRandom.of(5, p).permutation(4);
            for (int i = 0; i < x.length; i++) {
                expected[i] += W[i % 6] * (x[i] - x[order[i / 6] * 6 + i % 6]) / permutations;
            }
        }
        try (Model model = linear()) {
            Explanation found = new FeaturePermutation(Features.elements(), permutations)
                    .interpret(model, about(ROWS).seeded(5));
            assertThat(found.attributions().doubles()).containsExactly(expected, within(1e-5));
            assertThat(found.algorithm()).isEqualTo("feature-permutation");
        }
    }

    @Test
    void oneRowHasNothingToPermute() {
        try (Model model = linear()) {
            assertThatThrownBy(() ->
                            new FeaturePermutation(Features.elements(), 3).interpret(model, about(ROWS.rows(0, 1))))
                    .hasMessageContaining("at least 2 rows");
        }
    }

    @Test
    void ofALinearModelSobolIndicesAreTheSharesOfTheVariance() {
        double[] terms = new double[6];
        double[] x = ROWS.doubles();
        Arrays.setAll(terms, j -> W[j] * W[j] * x[j] * x[j]);
        double total = Arrays.stream(terms).sum();
        try (Model model = linear()) {
            Explanation found = new SobolAttribution(Features.elements(), Baseline.zeros(), 2000)
                    .interpret(model, about(ROWS.rows(0, 1)));
            double[] shares = Arrays.stream(terms).map(t -> t / total).toArray();
            // shares of a variance that 2000 points estimate
            assertThat(found.attributions().doubles()).containsExactly(shares, within(0.02));
            assertThat(found.tensor("first_order").orElseThrow().doubles()).containsExactly(shares, within(0.05));
            assertThat(found.attributions().doubles()[4]).isZero();
        }
    }

    @Test
    void hsicIsTheCriterionOfTheModelsScores() {
        Masks masks = new LatinHypercube(60, 6, 3).masks();
        double[] x = ROWS.doubles();
        double[] scores = Arrays.stream(masks.table())
                .mapToDouble(bits -> {
                    double score = 0.5;
                    for (int j = 0; j < 6; j++) {
                        score += bits[j] * W[j] * x[j];
                    }
                    return score;
                })
                .toArray();
        double[] expected = Hsic.ofMedianDistance(scores).of(masks, scores);
        try (Model model = linear()) {
            assertThat(new HsicAttribution(Features.elements(), Baseline.zeros(), 60)
                            .interpret(model, about(ROWS.rows(0, 1)).seeded(3))
                            .attributions()
                            .doubles())
                    .containsExactly(expected, within(1e-5));
        }
    }

    @Test
    void withTwoEvaluationsAGroupSharesEqually() {
        try (Model model = linear()) {
            Explanation found = new PartitionShap(Features.elements(), Baseline.zeros(), List.of(), 2)
                    .interpret(model, about(ROWS.rows(0, 1)));
            double change = found.tensor("score").orElseThrow().doubles()[0] - 0.5;
            double[] equal = new double[6];
            Arrays.fill(equal, change / 6);
            assertThat(found.attributions().doubles()).containsExactly(equal, within(1e-5));
        }
    }

    @Test
    void aHierarchyHasALeafForEachFeature() {
        Hierarchy small = Hierarchy.halving(new double[][] {{0}, {1}});
        try (Model model = linear()) {
            assertThatThrownBy(() -> new PartitionShap(Features.elements(), Baseline.zeros(), List.of(small), 9)
                            .interpret(model, about(ROWS.rows(0, 1))))
                    .hasMessageContaining("2 leaves")
                    .hasMessageContaining("6 features");
        }
    }
}
