package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatinHypercubeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 77})
    void everySliceOfEveryAxisHasOnePoint(int points) {
        LatinHypercube cube = new LatinHypercube(points, 20, 5);
        for (int axis = 0; axis < 20; axis++) {
            BitSet slices = new BitSet();
            for (int point = 0; point < points; point++) {
                slices.set((int) (cube.at(point, axis) * points));
            }
            assertThat(slices.cardinality()).isEqualTo(points);
        }
    }

    @Test
    void masksAreBalanced() {
        Masks masks = new LatinHypercube(100, 30, 6).masks();
        int[] present = new int[30];
        for (int row = 0; row < 100; row++) {
            masks.row(row).stream().forEach(j -> present[j]++);
        }
        assertThat(present).containsOnly(50);
    }

    /** A mean over the cube of what is a sum over the axes errs by the slices alone: 1/n, where independent points err by 1/√n. */
    @Test
    void meansOfSumsAreFarBetterThanByIndependentPoints() {
        int points = 64;
        double squares = 0;
        for (int seed = 0; seed < 50; seed++) {
            LatinHypercube cube = new LatinHypercube(points, 10, seed);
            double mean = 0;
            for (int point = 0; point < points; point++) {
                for (int axis = 0; axis < 10; axis++) {
                    mean += cube.at(point, axis) / points;
                }
            }
            squares += (mean - 5) * (mean - 5) / 50;
        }
        double independent = 10.0 / 12 / points;
        assertThat(squares).isLessThan(independent / 1000);
    }

    @Test
    void aSeedIsADesign() {
        LatinHypercube cube = new LatinHypercube(10, 4, 1);
        assertThat(cube.at(3, 2)).isEqualTo(new LatinHypercube(10, 4, 1).at(3, 2));
        assertThat(cube.at(3, 2)).isNotEqualTo(new LatinHypercube(10, 4, 2).at(3, 2));
    }

    @Test
    void refusesNoPoints() {
        assertThatThrownBy(() -> new LatinHypercube(0, 4, 1)).hasMessageContaining("points is 0");
    }
}
