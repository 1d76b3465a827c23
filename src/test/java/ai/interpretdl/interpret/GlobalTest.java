package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FastNormLime;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.ModelConsensus;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.regression.Clusters;
import ai.interpretdl.interpret.regression.Consensus;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learnt over several inputs or models. */
class GlobalTest {
    private static final double[] W = {0.5, -1, 2, 0.25, 0, -3};
    private static final Tensor ROWS = Toys.tensor(3, 6, i -> Math.sin(3.0 * i) + 0.3);
    private static final long ROOMY = 1L << 24;
    private static final Lime LIME =
            new Lime(Features.elements(), Baseline.zeros(), 64, new Locality(0.25), new Ridge(0));

    @TempDir
    Path folder;

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(0));
    }

    private Model linear() {
        return Toys.linear(W).open(folder, ROWS, ROOMY);
    }

    /** The mean over rows of w² / Σ|w|, of a linear model whose local weights are its terms. */
    private static double[] normLime() {
        double[] mean = new double[6];
        double[] x = ROWS.doubles();
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int j = 0; j < 6; j++) {
                sum += Math.abs(W[j] * x[row * 6 + j]);
            }
            for (int j = 0; j < 6; j++) {
                double term = W[j] * x[row * 6 + j];
                mean[j] += term * term / sum / 3;
            }
        }
        return mean;
    }

    @Test
    void normLimeAveragesContributionsOfKinds() {
        NormLime algorithm = new NormLime(LIME, new Kinds.Places(), Contribution.NORM_LIME, NormLime.Scope.ALL);
        try (Model model = linear()) {
            double[] found =
                    algorithm.interpret(model, about(ROWS)).attributions().doubles();
            for (int row = 0; row < 3; row++) {
                assertThat(Arrays.copyOfRange(found, row * 6, row * 6 + 6)).containsExactly(normLime(), within(1e-5));
            }
        }
    }

    @Test
    void whatWasLearntCanBeReadFromTheAnswer() throws JsonProcessingException {
        NormLime algorithm = new NormLime(LIME, new Kinds.Places(), Contribution.NORM_LIME, NormLime.Scope.ALL);
        try (Model model = linear()) {
            String json = algorithm
                    .interpret(model, about(ROWS))
                    .tensor("prior")
                    .orElseThrow()
                    .strings()
                    .get(0);
            GlobalWeights read = GlobalWeights.read(new ObjectMapper().readTree(json), "prior");
            assertThat(read.prior(0, new int[] {0, 1, 2, 3, 4, 5})).containsExactly(normLime(), within(1e-5));
        }
    }

    @Test
    void onlyWhatSpeaksForTheClassOccursWhenAsked() {
        NormLime algorithm = new NormLime(LIME, new Kinds.Places(), Contribution.ABSOLUTE, NormLime.Scope.POSITIVE);
        try (Model model = linear()) {
            GlobalWeights weights = algorithm.weights(model, about(ROWS));
            double[] x = ROWS.doubles();
            for (int j = 0; j < 6; j++) {
                double sum = 0;
                long count = 0;
                for (int row = 0; row < 3; row++) {
                    double term = W[j] * x[row * 6 + j];
                    sum += Math.max(0, term);
                    count += term > 0 ? 1 : 0;
                }
                double expected = count == 0 ? 0 : sum / count;
                assertThat(weights.prior(0, new int[] {j})[0]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void aHugeForceLeavesNothingButThePrior() {
        GlobalWeights known = GlobalWeights.EMPTY.plus(
                0, new int[] {0, 1, 2, 3, 4, 5}, new double[] {1, 2, 3, 4, 5, 5}, Contribution.ABSOLUTE);
        LimePrior pulled = new LimePrior(LIME, new Kinds.Places(), new GlobalLearning.Known(known), 1e9);
        try (Model model = linear()) {
            double[] weights = pulled.interpret(model, about(ROWS.rows(0, 1)))
                    .tensor("weights")
                    .orElseThrow()
                    .doubles();
            // of bits that are all alike, the standardised coefficients and those in units of the score differ by one
            // factor
            for (int j = 1; j < 6; j++) {
                double ratio = known.prior(0, new int[] {j})[0] / known.prior(0, new int[] {0})[0];
                assertThat(weights[j] / weights[0]).isCloseTo(ratio, within(1e-4));
            }
        }
    }

    /** A penalty leaves out what counts least; without one G-LIME is LIME with a prior. */
    @Test
    void gLimeKeepsWhatCountsMost() {
        LimePrior pulled = new LimePrior(LIME, new Kinds.Places(), new GlobalLearning.Known(GlobalWeights.EMPTY), 1);
        try (Model model = linear()) {
            Question one = about(ROWS.rows(0, 1));
            double[] all = weights(new GLime(pulled, 0).interpret(model, one));
            assertThat(all).containsExactly(weights(pulled.interpret(model, one)), within(1e-6));
            Explanation few = new GLime(pulled, 0.2).interpret(model, one);
            long[] order = few.tensor("order").orElseThrow().longs();
            double[] kept = weights(few);
            long count = Arrays.stream(kept).filter(weight -> weight != 0).count();
            assertThat(count).isBetween(1L, 4L);
            for (int rank = 0; rank < 5; rank++) {
                assertThat(kept[(int) order[rank]] != 0).isEqualTo(rank < count);
            }
        }
    }

    private static double[] weights(Explanation found) {
        return found.tensor("weights").orElseThrow().doubles();
    }

    @Test
    void gLimeTellsTheOrderInWhichFeaturesEnter() {
        GLime algorithm =
                new GLime(new LimePrior(LIME, new Kinds.Places(), new GlobalLearning.Known(GlobalWeights.EMPTY), 1), 0);
        try (Model model = linear()) {
            Tensor order = algorithm
                    .interpret(model, about(ROWS.rows(0, 1)))
                    .tensor("order")
                    .orElseThrow();
            double[] x = ROWS.doubles();
            long[] bySize = {0, 1, 2, 3, 5};
            long[] expected = Arrays.stream(bySize)
                    .boxed()
                    .sorted((a, b) -> Double.compare(
                            Math.abs(W[b.intValue()] * x[b.intValue()]), Math.abs(W[a.intValue()] * x[a.intValue()])))
                    .mapToLong(Long::longValue)
                    .toArray();
            assertThat(Arrays.copyOf(order.longs(), 5)).containsExactly(expected);
        }
    }

    @Test
    void fastNormLimeFindsTheKindThatRaisesAClass() {
        // pictures with a bright corner score higher; regions are the corner and the rest
        float[] pixels = new float[6 * 36];
        for (int row = 0; row < 6; row++) {
            for (int i = 0; i < 36; i++) {
                boolean corner = i / 6 < 3 && i % 6 < 3;
                pixels[row * 36 + i] = corner && row % 2 == 0 ? 5 : -1;
            }
        }
        Tensor pictures = Tensor.of(pixels, 6, 1, 6, 6);
        long[] ids = new long[36];
        for (int i = 0; i < 36; i++) {
            ids[i] = i / 6 < 3 && i % 6 < 3 ? 0 : 1;
        }
        Features features = Features.given(Map.of("x", Tensor.of(ids, 1, 6, 6)));
        double[] ones = new double[36];
        Arrays.fill(ones, 0.01);
        try (Model model = Toys.linearPicture(ones).open(folder, pictures, ROOMY)) {
            Clusters clusters = RegionDescriptions.train(model, about(pictures), features, Optional.empty(), 2);
            FastNormLime algorithm = new FastNormLime(features, new Kinds.Clustered(clusters, Optional.empty()));
            Explanation found = algorithm.interpret(model, about(pictures));
            double[] attributions = found.attributions().doubles();
            long[] kinds = found.tensor("kinds").orElseThrow().longs();
            assertThat(kinds[0]).isNotEqualTo(kinds[1]);
            assertThat(kinds[2]).isEqualTo(kinds[3]).isEqualTo(kinds[1]);
            // ridge of penalty 1 on six inputs, half of which have it: cov/(var + 1/n) shrinks the jump by 1.5 / 2.5
            double jump = 0.01 * 9 * 6;
            assertThat(attributions[0]).isCloseTo(jump * 1.5 / 2.5, within(1e-4));
        }
    }

    @Test
    void equalModelsAgreeWithEachOther() {
        Tensor x = Toys.tensor(2, 36, i -> Math.cos(i)).reshape(2, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, x, ROOMY)) {
            ModelConsensus algorithm = new ModelConsensus(
                    new Saliency(true), List.of(new ModelConsensus.Member(model, Map.of("x", x))), Consensus.MIN_MAX);
            Explanation found = algorithm.interpret(model, about(x));
            assertThat(found.tensor("agreement").orElseThrow().doubles())
                    .containsExactly(new double[] {1, 1, 1, 1}, within(1e-6));
            double[] single = new Saliency(true)
                    .interpret(model, about(x.rows(1, 2)))
                    .attributions()
                    .doubles();
            assertThat(found.attributions().rows(1, 2).doubles())
                    .containsExactly(Consensus.MIN_MAX.of(List.of(single)), within(1e-5));
        }
    }

    @Test
    void kindsByTokenNeedTokens() {
        NormLime algorithm = new NormLime(LIME, new Kinds.Tokens(), Contribution.NORM_LIME, NormLime.Scope.POSITIVE);
        try (Model model = linear()) {
            assertThatThrownBy(() -> algorithm.interpret(model, about(ROWS))).hasMessageContaining("token ids");
        }
    }
}
