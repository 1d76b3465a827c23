package ai.interpretdl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against numbers that NumPy printed. */
class NumpyRandomTest {
    private final NumpyRandom random = new NumpyRandom(42);

    @Test
    void fairBits() {
        assertThat(draws(20, i -> random.below(2)))
                .containsExactly(0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0);
    }

    @Test
    void wholeNumbersBelowOneHundred() {
        assertThat(draws(10, i -> random.below(100))).containsExactly(51, 92, 14, 71, 60, 20, 82, 86, 74, 74);
    }

    @Test
    void bytesBelow255() {
        assertThat(random.bytesBelow(255, 16))
                .containsExactly(102, 220, 225, 95, 179, 61, 234, 203, 92, 3, 98, 243, 14, 149, 245, 46);
    }

    @Test
    void theNoiseImageAndWhatFollowsIt() {
        int[] image = random.bytesBelow(255, 64 * 64 * 3);
        assertThat(Arrays.stream(image).sum()).isEqualTo(1_559_676);
        assertThat(draws(10, i -> random.below(2))).containsExactly(0, 1, 0, 1, 1, 1, 1, 1, 1, 0);
    }

    @Test
    void uniforms() {
        assertThat(new double[] {random.uniform(), random.uniform(), random.uniform()})
                .containsExactly(new double[] {0.37454012, 0.95071431, 0.73199394}, within(5e-9));
    }

    @Test
    void normalsComeInPairs() {
        assertThat(new double[] {random.normal(), random.normal(), random.normal(), random.normal()})
                .containsExactly(new double[] {0.49671415, -0.1382643, 0.64768854, 1.52302986}, within(5e-9));
    }

    @Test
    void aPermutationAndTheStreamAfterIt() {
        assertThat(random.permutation(10)).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);
        assertThat(new double[] {random.normal(), random.normal(), random.normal()})
                .containsExactly(new double[] {0.27904129, 1.01051528, -0.58087813}, within(5e-9));
        assertThat(random.uniform()).isCloseTo(0.18340451, within(5e-9));
    }

    @Test
    void anotherSeed() {
        NumpyRandom seven = new NumpyRandom(7);
        assertThat(draws(8, i -> seven.below(1000))).containsExactly(175, 196, 537, 502, 579, 211, 919, 615);
        assertThat(seven.permutation(5)).containsExactly(0, 3, 2, 1, 4);
        assertThat(seven.below(1)).isZero();
        assertThat(seven.uniform()).isCloseTo(0.5011204636599379, within(1e-16));
        // the largest seed, 2^32 - 1
        assertThat(new NumpyRandom(-1).uniform()).isCloseTo(0.0976320289940138, within(1e-16));
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatThrownBy(() -> random.below(0)).hasMessage("bound is 0, not positive");
    }

    private static int[] draws(int count, IntUnaryOperator draw) {
        return IntStream.range(0, count).map(draw).toArray();
    }
}
