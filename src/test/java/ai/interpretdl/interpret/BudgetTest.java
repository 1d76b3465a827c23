package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.GLime;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.LimePrior;
import ai.interpretdl.interpret.input.NormLime;
import ai.interpretdl.interpret.input.PartitionShap;
import ai.interpretdl.interpret.input.Pulled;
import ai.interpretdl.interpret.input.PulledRounds;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time and error that end sampling where it goes by groups, rows or priors. */
class BudgetTest {
    private static final int WIDTH = 16;
    private static final Tensor ROWS = Toys.tensor(3, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Budget NO_TIME = new Budget(1e-9, 0);
    private static final Lime LIME =
            new Lime(Features.elements(), Baseline.zeros(), 200, new Locality(0.25), new Ridge(0.1));

    @TempDir
    Path folder;

    private Model model() {
        return Toys.smooth(WIDTH).open(folder, ROWS, 1L << 24);
    }

    private static Question question() {
        return Question.of(Map.of("x", ROWS)).about(Target.ofClass(1)).seeded(5);
    }

    private static PartitionShap partition(int evaluations, Budget budget) {
        return new PartitionShap(Features.elements(), Baseline.zeros(), List.of(), evaluations, budget);
    }

    private static double reached(Explanation found, String name) {
        return Objects.requireNonNull(found.quality().reached().get(name));
    }

    private static double[] sums(Explanation found) {
        return found.tensor("completeness_delta").orElseThrow().doubles();
    }

    @Test
    void groupsAreSplitUntilLittleIsAtStake() {
        try (Model model = model()) {
            Explanation all = partition(100_000, Budget.none()).interpret(model, question());
            assertThat(reached(all, "error")).isZero();
            Explanation coarse = partition(100_000, new Budget(1e9, 0.3)).interpret(model, question());
            assertThat(coarse.quality().complete()).isTrue();
            assertThat(reached(coarse, "error")).isBetween(1e-9, 0.3);
            assertThat(reached(coarse, "evaluations")).isBetween(3.0, reached(all, "evaluations") - 1);
            assertThat(sums(coarse)).containsExactly(new double[3], within(1e-4));
        }
    }

    @Test
    void aGameThatTimeEndsIsNotComplete() {
        try (Model model = model()) {
            Explanation found = partition(100_000, NO_TIME).interpret(model, question());
            assertThat(found.quality().complete()).isFalse();
            assertThat(reached(found, "evaluations")).isEqualTo(2);
            assertThat(sums(found)).containsExactly(new double[3], within(1e-4));
            Explanation few = partition(40, Budget.none()).interpret(model, question());
            assertThat(few.quality().complete()).as("all that was asked for").isTrue();
            assertThat(reached(few, "error")).isPositive();
        }
    }

    @Test
    void whoListensIsToldOfTheGame() {
        List<Progress.State> told = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public Verdict at(long done, long total) {
                throw new IllegalStateException("the state is told");
            }

            @Override
            public Verdict at(State state) {
                told.add(state);
                return told.size() < 4 ? Verdict.GO_ON : Verdict.STOP;
            }
        };
        try (Model model = model()) {
            Explanation found =
                    partition(100, Budget.none()).interpret(model, question().telling(listener));
            assertThat(told).extracting(Progress.State::fraction).isSorted();
            assertThat(told).extracting(Progress.State::error).allMatch(error -> error >= 0);
            assertThat(found.quality().complete()).isFalse();
            assertThat(sums(found)).containsExactly(new double[3], within(1e-4));
        }
    }

    /** Orders of the rows are what is drawn. */
    @Test
    void permutationsMayBeTakenInRounds() {
        Question asked = question();
        try (Model model = model()) {
            double[] mean = new double[3 * WIDTH];
            for (long seed = 5; seed < 9; seed++) {
                double[] one = new FeaturePermutation(Features.elements(), 2)
                        .interpret(model, asked.seeded(seed))
                        .attributions()
                        .doubles();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += one[i] / 4;
                }
            }
            Explanation found = Anytime.of(8, 2, Budget.none(), n -> new FeaturePermutation(Features.elements(), n))
                    .interpret(model, asked);
            assertThat(found.attributions().doubles()).containsExactly(mean, within(1e-6));
            assertThat(reached(found, "error")).isPositive();
        }
    }

    private static NormLime normLime(Budget budget) {
        return new NormLime(LIME, new Kinds.Places(), Contribution.ABSOLUTE, NormLime.Scope.ALL, budget);
    }

    @Test
    void timeEndsLearningAfterARow() {
        try (Model model = model()) {
            Explanation some = normLime(NO_TIME).interpret(model, question());
            assertThat(some.quality().complete()).isFalse();
            assertThat(reached(some, "rows")).isEqualTo(1);
            // two samples a feature
            double[] first = new Anytime(LIME.with(2 * WIDTH), 1, Budget.none())
                    .interpret(model, question().row(0))
                    .tensor("weights")
                    .orElseThrow()
                    .doubles();
            double[] sizes = Arrays.stream(first).map(Math::abs).toArray();
            for (int row = 0; row < 3; row++) {
                assertThat(some.attributions().rows(row, row + 1L).doubles()).containsExactly(sizes, within(1e-5));
            }
        }
    }

    /** All rows are learnt from, each until its weights are good enough: they are averages of rounds. */
    @Test
    void aToleranceIsForTheWeightsOfEachRow() {
        try (Model model = model()) {
            Explanation exact = normLime(Budget.none()).interpret(model, question());
            Explanation rough = normLime(new Budget(1e9, 1e-9)).interpret(model, question());
            assertThat(rough.quality().complete()).isTrue();
            assertThat(reached(rough, "rows")).isEqualTo(3);
            double scale = Arrays.stream(exact.attributions().doubles()).max().orElse(0);
            assertThat(rough.attributions().doubles())
                    .isNotEqualTo(exact.attributions().doubles())
                    .containsExactly(exact.attributions().doubles(), within(0.5 * scale));
        }
    }

    /** Tells how often it was asked. */
    private static final class Counted implements GlobalLearning {
        private int asked;

        @Override
        public GlobalWeights weights(Model model, Question question) {
            asked++;
            return normLime(Budget.none()).weights(model, question);
        }
    }

    @Test
    void whatIsKnownOfKindsIsLearntOnceAndFitsAreAveraged() {
        Counted learning = new Counted();
        LimePrior prior = new LimePrior(LIME, new Kinds.Places(), learning, 1);
        try (Model model = model()) {
            Explanation found = new PulledRounds(prior, 1, Budget.none()).interpret(model, question());
            assertThat(learning.asked).isEqualTo(1);
            assertThat(reached(found, "rounds")).isEqualTo(10);
            assertThat(reached(found, "error")).isPositive();
            GlobalLearning known =
                    new GlobalLearning.Known(normLime(Budget.none()).weights(model, question()));
            double[] mean = new double[3 * WIDTH];
            for (long seed = 5; seed < 15; seed++) {
                double[] one = new LimePrior(LIME.with(20), new Kinds.Places(), known, 1)
                        .interpret(model, question().seeded(seed))
                        .attributions()
                        .doubles();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += one[i] / 10;
                }
            }
            assertThat(found.attributions().doubles()).containsExactly(mean, within(1e-6));
        }
    }

    @Test
    void aPulledFitHasOneRoundInAnyCase() {
        Pulled pulled = new GLime(
                new LimePrior(LIME, new Kinds.Places(), new GlobalLearning.Known(GlobalWeights.EMPTY), 1), 0.01);
        try (Model model = model()) {
            Explanation one = new PulledRounds(pulled, 1, NO_TIME).interpret(model, question());
            assertThat(one.quality().complete()).isFalse();
            assertThat(reached(one, "rounds")).isEqualTo(1);
            assertThat(one.tensors()).containsKeys("order", "kinds");
            Explanation all = new PulledRounds(pulled, 1, Budget.none()).interpret(model, question());
            // fits to other samples: features enter in another order, which has no average
            assertThat(all.tensors()).containsKey("kinds").doesNotContainKey("order");
        }
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThatThrownBy(() -> new Budget(0, 0)).hasMessageContaining("max_seconds is 0.0");
        assertThatThrownBy(() -> new Budget(1, -1)).hasMessageContaining("tolerance is -1.0");
    }
}
