package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoalitionsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 11})
    void allCoalitionsAreEnumeratedWhenTheSamplesSuffice(int features) {
        Coalitions coalitions = Coalitions.of(features, Math.max(4, 1 << features), 1);
        assertThat(coalitions.exact()).isTrue();
        assertThat(rows(coalitions.masks())).hasSize(1 << features);
        assertThat(Coalitions.of(features, 5 << features, 1).masks().samples()).isEqualTo(1 << features);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 9})
    void enumeratedCoalitionsWeighByTheShapleyKernel(int features) {
        Coalitions coalitions = Coalitions.of(features, Math.max(4, 1 << features), 1);
        Masks masks = coalitions.masks();
        double[] weights = coalitions.weights();
        double scale = kernel(features, masks.row(2).cardinality()) / weights[2];
        for (int row = 2; row < masks.samples(); row++) {
            assertThat(weights[row] * scale)
                    .isCloseTo(kernel(features, masks.row(row).cardinality()), within(1e-13));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 10", "12, 40", "12, 700", "13, 2000", "64, 1000", "300, 50"})
    void coalitionsComeInPairsOfComplements(int features, int samples) {
        Coalitions coalitions = Coalitions.of(features, samples, 7);
        Masks masks = coalitions.masks();
        assertThat(masks.samples()).isBetween(4, samples).matches(n -> n % 2 == 0);
        assertThat(masks.row(0).isEmpty()).isTrue();
        for (int row = 0; row < masks.samples(); row += 2) {
            BitSet both = masks.row(row);
            both.xor(masks.row(row + 1));
            assertThat(both.cardinality()).isEqualTo(features);
            assertThat(coalitions.weights()[row]).isEqualTo(coalitions.weights()[row + 1]);
        }
        assertThat(rows(masks)).hasSize(masks.samples());
        assertThat(Arrays.stream(coalitions.weights()).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void smallSizesAreEnumeratedAndTheRestIsDrawn() {
        Coalitions coalitions = Coalitions.of(12, 500, 3);
        Masks masks = coalitions.masks();
        assertThat(masks.samples()).isEqualTo(500);
        int enumerated = 0;
        for (int row = 2; row < 500; row++) {
            int size = masks.row(row).cardinality();
            boolean whole = Math.min(size, 12 - size) <= 2;
            assertThat(coalitions.draws(row) == 0).isEqualTo(whole);
            enumerated += whole ? 1 : 0;
        }
        assertThat(enumerated).isEqualTo(2 * 12 + 2 * 66);
    }

    /** The weight that falls on each size, on average over seeds, is what all its coalitions weigh. */
    @Test
    void drawnSizesWeighWhatTheyWeighTogether() {
        int features = 10;
        double[] expected = new double[features];
        for (int size = 1; size < features; size++) {
            expected[size] = 1.0 / (size * (features - size));
        }
        double sum = Arrays.stream(expected).sum();
        double[] weights = new double[features];
        int seeds = 400;
        for (int seed = 0; seed < seeds; seed++) {
            Coalitions coalitions = Coalitions.of(features, 30, seed);
            for (int row = 2; row < coalitions.masks().samples(); row++) {
                weights[coalitions.masks().row(row).cardinality()] += coalitions.weights()[row] / seeds;
            }
        }
        for (int size = 1; size < features; size++) {
            // 14 draws a seed, 400 seeds: a share of 0.35 is known to 0.0064; four times that at most
            assertThat(weights[size]).isCloseTo(expected[size] / sum, within(0.0128));
        }
    }

    @Test
    void aSeedIsADesign() {
        assertThat(Coalitions.of(20, 100, 5).masks().tensor())
                .isEqualTo(Coalitions.of(20, 100, 5).masks().tensor())
                .isNotEqualTo(Coalitions.of(20, 100, 6).masks().tensor());
    }

    @Test
    void aSinglePlayerHasNoChoice() {
        assertThat(Coalitions.of(1, 10, 0).masks().table()).isDeepEqualTo(new double[][] {{0}, {1}});
    }

    @Test
    void refusesTooFewSamples() {
        assertThatThrownBy(() -> Coalitions.of(5, 3, 0)).hasMessageContaining("take at least 4");
        assertThatThrownBy(() -> Coalitions.of(0, 9, 0)).hasMessage("features is 0, not positive");
    }

    private static double kernel(int features, int size) {
        double choose = 1;
        for (int i = 1; i <= size; i++) {
            choose = choose * (features - size + i) / i;
        }
        return (features - 1) / (choose * size * (features - size));
    }

    private static Set<BitSet> rows(Masks masks) {
        Set<BitSet> rows = new HashSet<>();
        for (int row = 0; row < masks.samples(); row++) {
            rows.add(masks.row(row));
        }
        return rows;
    }
}
