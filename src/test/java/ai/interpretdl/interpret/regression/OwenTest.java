package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.sampling.Hierarchy;
import ai.interpretdl.interpret.sampling.Hierarchy.Leaf;
import ai.interpretdl.interpret.sampling.Hierarchy.Pair;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwenTest {
    private static final Hierarchy UNEVEN = new Pair(
            new Pair(new Leaf(3), new Pair(new Leaf(0), new Leaf(5))),
            new Pair(new Leaf(1), new Pair(new Leaf(4), new Leaf(2))));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void valuesAreTheMeanGainOverTheOrdersThatKeepGroupsTogether(long seed) {
        double[] mean = new double[6];
        List<List<Integer>> orders = orders(UNEVEN);
        for (List<Integer> order : orders) {
            BitSet present = new BitSet();
            for (int feature : order) {
                double before = Games.random(seed, present);
                present.set(feature);
                mean[feature] += (Games.random(seed, present) - before) / orders.size();
            }
        }
        assertThat(orders).hasSize(32);
        assertThat(new Owen(UNEVEN, 1000)
                        .values(masks -> Games.random(seed, masks))
                        .values())
                .containsExactly(mean, within(1e-12));
    }

    @Test
    void twoFeaturesHaveTheirShapleyValues() {
        double[] owen =
                new Owen(line(2), 4).values(masks -> Games.random(1, masks)).values();
        double[] shapley = ShapleyValues.exact(Games.random(1, Masks.all(2))).values();
        assertThat(owen).containsExactly(shapley, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4", "17", "100", "5000"})
    void valuesSumExactlyAndTheEvaluationsAreKept(int evaluations) {
        AtomicInteger asked = new AtomicInteger();
        ShapleyValues values = new Owen(line(40), evaluations).values(masks -> {
            asked.addAndGet(masks.samples());
            return Games.random(2, masks);
        });
        BitSet all = new BitSet();
        all.set(0, 40);
        assertThat(asked.get()).isBetween(Math.min(evaluations - 1, 1000), evaluations);
        assertThat(values.base()).isEqualTo(Games.random(2, new BitSet()));
        assertThat(values.base() + Arrays.stream(values.values()).sum()).isCloseTo(Games.random(2, all), within(1e-11));
    }

    @Test
    void anAdditiveScoreIsExactInAnyHierarchy() {
        double[] truth = IntStream.range(0, 16).mapToDouble(Math::sin).toArray();
        double[] values = new Owen(line(16), 10_000)
                .values(masks -> IntStream.range(0, masks.samples())
                        .mapToDouble(i ->
                                masks.row(i).stream().mapToDouble(j -> truth[j]).sum())
                        .toArray())
                .values();
        assertThat(values).containsExactly(truth, within(1e-13));
    }

    /** One feature out of 64 matters: the search goes where it is. */
    @Test
    void fewEvaluationsFindTheFeatureThatMatters() {
        double[] values = new Owen(line(64), 2 + 2 * 63)
                .values(masks -> IntStream.range(0, masks.samples())
                        .mapToDouble(i -> masks.row(i).get(37) ? 1 : 0)
                        .toArray())
                .values();
        assertThat(values[37]).isCloseTo(1, within(1e-15));
    }

    /** What is at stake where the search stands, and what the values would be: told before each round, and kept by who ends the game. */
    @Test
    void theGameEndsWhenItIsEnough() {
        double[] exact = new Owen(line(32), 100_000)
                .values(masks -> Games.random(4, masks))
                .values();
        List<Owen.State> told = new ArrayList<>();
        Owen.Played played = new Owen(line(32), 100_000).play(masks -> Games.random(4, masks), state -> {
            told.add(state);
            return state.evaluations() >= 100;
        });
        assertThat(played.state()).isEqualTo(told.get(told.size() - 1));
        assertThat(told.get(0)).isEqualTo(new Owen.State(2, 32));
        assertThat(played.state().evaluations()).isGreaterThanOrEqualTo(100);
        assertThat(played.state().error()).isPositive();
        BitSet all = new BitSet();
        all.set(0, 32);
        assertThat(Arrays.stream(played.values().values()).sum())
                .isCloseTo(Games.random(4, all) - Games.random(4, new BitSet()), within(1e-11));
        Owen.Played whole = new Owen(line(32), 100_000).play(masks -> Games.random(4, masks), state -> false);
        assertThat(whole.state().error()).isZero();
        assertThat(whole.values().values()).containsExactly(exact, within(0.0));
    }

    /** Of an additive score: 10 is shared by four, then 3 and 7 by two each (half of the orders each), then by nobody. */
    @Test
    void theErrorIsWhatIsAtStakeOverTheLargestValue() {
        List<Owen.State> told = new ArrayList<>();
        Owen.Played played = new Owen(line(4), 100)
                .play(
                        masks -> IntStream.range(0, masks.samples())
                                .mapToDouble(i -> masks.row(i).stream()
                                        .mapToDouble(j -> j + 1)
                                        .sum())
                                .toArray(),
                        state -> !told.add(state));
        assertThat(told).containsExactly(new Owen.State(2, 10 / 2.5), new Owen.State(4, 3.5 / 3.5));
        assertThat(played.state()).isEqualTo(new Owen.State(12, 0));
    }

    @Test
    void aBalancedHierarchyAsksForAboutTwoThirdsOfTheSquare() {
        AtomicInteger asked = new AtomicInteger();
        new Owen(line(32), Integer.MAX_VALUE).values(masks -> {
            asked.addAndGet(masks.samples());
            return Games.random(3, masks);
        });
        assertThat(asked.get()).isEqualTo(2 + 2 * (1024 - 1) / 3);
    }

    @Test
    void aScoreThatIsNoNumberEndsTheGameAllTheSame() {
        double[] values = new Owen(line(4), 20)
                .values(masks -> IntStream.range(0, masks.samples())
                        .mapToDouble(i -> Double.NaN)
                        .toArray())
                .values();
        assertThat(values).containsOnly(Double.NaN);
    }

    @Test
    void refusesFeaturesThatAreMissingOrThereTwice() {
        assertThatThrownBy(() -> new Owen(new Pair(new Leaf(0), new Leaf(2)), 9))
                .hasMessageContaining("each once");
        assertThatThrownBy(() -> new Owen(new Pair(new Leaf(0), new Leaf(0)), 9))
                .hasMessageContaining("each once");
        assertThatThrownBy(() -> new Owen(new Leaf(0), 1)).hasMessageContaining("evaluations is 1");
    }

    private static Hierarchy line(int features) {
        return Hierarchy.halving(
                IntStream.range(0, features).mapToObj(i -> new double[] {i}).toArray(double[][]::new));
    }

    private static List<List<Integer>> orders(Hierarchy hierarchy) {
        if (hierarchy instanceof Leaf leaf) {
            return List.of(List.of(leaf.feature()));
        }
        Pair pair = (Pair) hierarchy;
        List<List<Integer>> orders = new ArrayList<>();
        for (List<Integer> first : orders(pair.first())) {
            for (List<Integer> second : orders(pair.second())) {
                orders.add(joined(first, second));
                orders.add(joined(second, first));
            }
        }
        return orders;
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        List<Integer> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
