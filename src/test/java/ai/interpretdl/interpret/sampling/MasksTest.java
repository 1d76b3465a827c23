package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.NumpyRandom;
import ai.interpretdl.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasksTest {
    @Test
    void fairBitsAreThoseOfTheOriginal() {
        Masks masks = Masks.fair(new NumpyRandom(42), 200, 16);
        assertThat(masks.row(0).cardinality()).isEqualTo(16);
        assertThat(masks.table()[1]).containsExactly(1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    }

    @Test
    void allMasksCountUpInBinary() {
        assertThat(Masks.all(3).table()).isDeepEqualTo(new double[][] {
            {0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {0, 0, 1}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}
        });
        assertThatThrownBy(() -> Masks.all(21)).hasMessageContaining("at most 20 are enumerated");
    }

    @Test
    void aRowDoesNotDependOnHowManyThereAre() {
        Masks few = Masks.bernoulli(9, 10, 40, 0.3);
        Masks many = Masks.bernoulli(9, 1000, 40, 0.3);
        for (int i = 0; i < 10; i++) {
            assertThat(few.row(i)).isEqualTo(many.row(i));
        }
        double share = sum(many.tensor()) / 40_000;
        // four standard deviations of the mean of 40 000 bits
        assertThat(share).isCloseTo(0.3, within(0.0092));
    }

    @Test
    void aTensorIsTheTableInChunks() {
        Masks masks = Masks.bernoulli(2, 7, 5, 0.5);
        Tensor joined = Tensor.concat(List.of(masks.tensor(0, 3), masks.tensor(3, 7)));
        assertThat(joined).isEqualTo(masks.tensor());
        assertThat(joined.shape().dims()).containsExactly(7, 5);
        for (int i = 0; i < 7; i++) {
            assertThat(masks.tensor(i, i + 1).doubles()).containsExactly(masks.table()[i]);
        }
    }

    @Test
    void changingARowChangesNothing() {
        BitSet given = BitSet.valueOf(new long[] {5});
        Masks masks = Masks.of(List.of(given), 3);
        given.clear();
        masks.row(0).clear();
        assertThat(masks.row(0)).isEqualTo(BitSet.valueOf(new long[] {5}));
    }

    private static double sum(Tensor tensor) {
        double sum = 0;
        for (double value : tensor.doubles()) {
            sum += value;
        }
        return sum;
    }
}
