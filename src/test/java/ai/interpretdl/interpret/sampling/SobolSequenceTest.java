package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SobolSequenceTest {
    private static final int SEEDS = 100;

    /** A net in base 2, axis by axis: also on axes that take a polynomial again. */
    @ParameterizedTest
    @CsvSource({"1, 4", "2, 4", "32, 600", "1024, 20"})
    void everySliceOfEveryAxisHasOnePoint(int points, int axes) {
        SobolSequence sequence = new SobolSequence(points, axes, 5);
        for (int axis = 0; axis < axes; axis++) {
            BitSet slices = new BitSet();
            for (int point = 0; point < points; point++) {
                slices.set((int) (sequence.at(point, axis) * points));
            }
            assertThat(slices.cardinality()).isEqualTo(points);
        }
    }

    /** The degrees of x + 1 and x² + x + 1 less one add up to 1: every box of area 2 / n, of whatever sides, has two points. */
    @Test
    void theFirstPlaneIsFilledBoxByBox() {
        int points = 64;
        SobolSequence sequence = new SobolSequence(points, 2, 7);
        for (int wide = 1; wide <= points / 2; wide *= 2) {
            int high = points / 2 / wide;
            int[] boxes = new int[wide * high];
            for (int point = 0; point < points; point++) {
                int across = (int) (sequence.at(point, 0) * wide);
                boxes[across * high + (int) (sequence.at(point, 1) * high)]++;
            }
            assertThat(boxes).as("%d slices across", wide).containsOnly(2);
        }
    }

    /** Errors as root mean squares over the seeds. */
    @ParameterizedTest
    @CsvSource({"4, 32, 3", "4, 1024, 10", "16, 256, 10", "64, 256, 10"})
    void meansOfProductsAreFarBetterThanByIndependentPoints(int axes, int points, double times) {
        double mean = 0;
        double squares = 0;
        double independent = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SobolSequence sequence = new SobolSequence(points, axes, seed);
            double found = 0;
            double drawn = 0;
            for (int i = 0; i < points; i++) {
                int point = i;
                CounterRandom random = CounterRandom.of(seed, point);
                found += product(axes, axis -> sequence.at(point, axis)) / points;
                drawn += product(axes, axis -> random.uniform()) / points;
            }
            mean += found / SEEDS;
            squares += (found - 1) * (found - 1) / SEEDS;
            independent += (drawn - 1) * (drawn - 1) / SEEDS;
        }
        assertThat(Math.sqrt(squares)).isLessThan(Math.sqrt(independent) / times);
        // no bias: within four standard errors of the mean over the seeds
        assertThat(mean).isCloseTo(1, within(4 * Math.sqrt(squares / SEEDS)));
    }

    /** Its mean over the cube is 1. */
    private static double product(int axes, IntToDoubleFunction place) {
        double product = 1;
        for (int axis = 0; axis < axes; axis++) {
            product *= 1 + (place.applyAsDouble(axis) - 0.5) / (1 + axis);
        }
        return product;
    }

    @Test
    void aSeedIsADesign() {
        SobolSequence sequence = new SobolSequence(10, 4, 1);
        assertThat(sequence.at(3, 2)).isEqualTo(new SobolSequence(10, 4, 1).at(3, 2));
        assertThat(sequence.at(3, 2)).isNotEqualTo(new SobolSequence(10, 4, 2).at(3, 2));
    }

    @Test
    void moreAxesLeaveThoseBefore() {
        assertThat(new SobolSequence(10, 700, 1).at(7, 3)).isEqualTo(new SobolSequence(10, 4, 1).at(7, 3));
    }

    @Test
    void refusesNoPoints() {
        assertThatThrownBy(() -> new SobolSequence(0, 4, 1)).hasMessageContaining("points is 0");
    }
}
