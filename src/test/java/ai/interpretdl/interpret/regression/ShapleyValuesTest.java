package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.interpret.sampling.Permutations;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleyValuesTest {
    private static final int FEATURES = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void exactValuesAreTheMeanGainOverAllOrders(long seed) {
        double[] mean = new double[FEATURES];
        List<int[]> orders = orders(new ArrayList<>(List.of(0, 1, 2, 3, 4)));
        for (int[] order : orders) {
            BitSet present = new BitSet();
            for (int feature : order) {
                double before = Games.random(seed, present);
                present.set(feature);
                mean[feature] += (Games.random(seed, present) - before) / orders.size();
            }
        }
        assertThat(orders).hasSize(120);
        assertThat(exact(seed).values()).containsExactly(mean, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void valuesSumToTheChangeOfTheScore(long seed) {
        double[] scores = Games.random(seed, Masks.all(FEATURES));
        ShapleyValues values = exact(seed);
        assertThat(values.base()).isEqualTo(scores[0]);
        assertThat(values.base() + Arrays.stream(values.values()).sum()).isCloseTo(scores[31], within(1e-12));
    }

    @Test
    void aDummyGetsNothingAndEqualsGetAlike() {
        // 0 and 3 play the same part; 2 plays none
        double[] scores = IntStream.range(0, 32)
                .mapToDouble(c -> Math.exp(((c & 1) + (c >> 3 & 1)) * 0.7 + (c >> 1 & 1) * ((c >> 4 & 1) + 0.2)))
                .toArray();
        double[] values = ShapleyValues.exact(scores).values();
        assertThat(values[2]).isZero();
        assertThat(values[0]).isCloseTo(values[3], within(1e-14)).isGreaterThan(0.1);
    }

    @Test
    void valuesAreLinearInTheScores() {
        double[] one = Games.random(1, Masks.all(FEATURES));
        double[] two = Games.random(2, Masks.all(FEATURES));
        double[] mixed =
                IntStream.range(0, 32).mapToDouble(i -> 3 * one[i] - 2 * two[i]).toArray();
        double[] expected = IntStream.range(0, FEATURES)
                .mapToDouble(j -> 3 * exact(1).values()[j] - 2 * exact(2).values()[j])
                .toArray();
        assertThat(ShapleyValues.exact(mixed).values()).containsExactly(expected, within(1e-12));
    }

    @Test
    void twentyFeaturesAreExact() {
        double[] scores = new double[1 << 20];
        for (int c = 0; c < scores.length; c++) {
            double size = Integer.bitCount(c);
            scores[c] = size * size + ((c & 1) == 1 ? 100 : 0);
        }
        double[] values = ShapleyValues.exact(scores).values();
        // All play alike in the square of 20, so each gets 400 / 20; one brings 100 more.
        double[] expected = new double[20];
        Arrays.fill(expected, 20);
        expected[0] = 120;
        // Each is the sum of half a million rounded terms.
        assertThat(values).containsExactly(expected, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shapley-simple",
                "shapley-mask",
                "shapley-linear-region",
                "shapley-batch",
                "shapley-multi-input-mask",
                "shapley-bool",
                "shapley-bool-true-baseline"
            })
    void exactValuesAgreeWithTheReference(String id) {
        JsonNode reference = ReferenceCase.of(id);
        int rows = reference.get("input").elements().next().size();
        for (int row = 0; row < rows; row++) {
            TinyNet net = new TinyNet(reference, row);
            double[] values =
                    ShapleyValues.exact(net.scores(Masks.all(net.features()))).values();
            for (String input : net.inputs()) {
                // As in Captum, each element of a feature shows the feature's value.
                double[] shown = Arrays.stream(net.featuresOf(input))
                        .mapToDouble(j -> values[j])
                        .toArray();
                assertThat(shown)
                        .containsExactly(
                                ReferenceCase.numbers(
                                        reference.get("expected").get(input).get(row)),
                                within(1e-6));
            }
        }
    }

    @Test
    void theVotingGameAgreesWithTheReference() {
        double[] scores = IntStream.range(0, 16)
                .mapToDouble(c -> Integer.bitCount(c) > 2 ? 1 : 0)
                .toArray();
        double[] expected =
                ReferenceCase.numbers(ReferenceCase.of("data-shapley-voting4").at("/expected/shapley"));
        assertThat(ShapleyValues.exact(scores).values()).containsExactly(expected, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void sampledValuesSumExactlyHoweverFew(int permutations) {
        Permutations design = new Permutations(12, permutations, 3);
        double[] scores = Games.random(4, design.masks());
        ShapleyValues values = ShapleyValues.sampled(design, scores);
        assertThat(Arrays.stream(values.values()).sum()).isCloseTo(scores[1] - scores[0], within(1e-12));
        assertThat(values.standardErrors().isPresent()).isEqualTo(permutations > 2);
    }

    /** An order and its reverse together see every pair of features from both sides. */
    @Test
    void onePairOfOrdersIsExactForInteractionsOfTwo() {
        Permutations design = new Permutations(6, 2, 8);
        double[] sampled =
                ShapleyValues.sampled(design, pairwise(design.masks())).values();
        double[] exact = ShapleyValues.exact(pairwise(Masks.all(6))).values();
        assertThat(sampled).containsExactly(exact, within(1e-13));
    }

    @Test
    void standardErrorsTellTheDistanceFromTheExactValues() {
        double[] exact = ShapleyValues.exact(Games.saturating(Masks.all(8))).values();
        double squares = 0;
        double first = 0;
        int seeds = 300;
        for (int seed = 0; seed < seeds; seed++) {
            Permutations design = new Permutations(8, 21, seed);
            ShapleyValues values = ShapleyValues.sampled(design, Games.saturating(design.masks()));
            for (int j = 0; j < 8; j++) {
                double error = values.values()[j] - exact[j];
                squares += error * error / (8 * seeds);
                double claimed = values.standardErrors().orElseThrow()[j];
                first += claimed * claimed / (8 * seeds);
            }
        }
        // The claimed variance is unbiased but for the odd order; 300 seeds know it to about 8 %.
        assertThat(first / squares).isBetween(0.8, 1.25);
    }

    @Test
    void refusesScoresThatAreNotAllCoalitions() {
        assertThatThrownBy(() -> ShapleyValues.exact(new double[6])).hasMessageContaining("6 scores are not");
        assertThatThrownBy(() -> ShapleyValues.sampled(new Permutations(3, 2, 1), new double[5]))
                .hasMessageContaining("6 rows, but there are 5 scores");
    }

    private static ShapleyValues exact(long seed) {
        return ShapleyValues.exact(Games.random(seed, Masks.all(FEATURES)));
    }

    private static double[] pairwise(Masks masks) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(i -> {
                    int[] present = masks.row(i).stream().toArray();
                    double sum = 0;
                    for (int a : present) {
                        for (int b : present) {
                            sum += Math.sin(a * 3 + b);
                        }
                    }
                    return sum;
                })
                .toArray();
    }

    private static List<int[]> orders(List<Integer> left) {
        if (left.isEmpty()) {
            return List.of(new int[0]);
        }
        List<int[]> orders = new ArrayList<>();
        for (Integer first : left) {
            List<Integer> rest = new ArrayList<>(left);
            rest.remove(first);
            for (int[] order : orders(rest)) {
                orders.add(IntStream.concat(IntStream.of(first), Arrays.stream(order))
                        .toArray());
            }
        }
        return orders;
    }
}
