package ai.interpretdl.interpret.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PermutationsTest {
    private final Permutations design = new Permutations(6, 5, 11);

    @Test
    void featuresJoinOneAfterTheOther() {
        Masks masks = design.masks();
        assertThat(masks.samples()).isEqualTo(2 + 5 * 5);
        for (int permutation = 0; permutation < 5; permutation++) {
            BitSet joined = new BitSet();
            assertThat(design.row(permutation, 0)).isZero();
            for (int size = 1; size <= 6; size++) {
                joined.set(design.order(permutation)[size - 1]);
                assertThat(masks.row(design.row(permutation, size))).isEqualTo(joined);
            }
        }
    }

    @Test
    void everyOtherOrderIsTheReverse() {
        int[] order = design.order(2);
        int[] reverse = design.order(3);
        for (int i = 0; i < 6; i++) {
            assertThat(reverse[i]).isEqualTo(order[5 - i]);
        }
        assertThat(design.order(4)).isNotEqualTo(order);
    }

    @Test
    void moreOrdersBeginAsFewerDo() {
        Masks more = new Permutations(6, 50, 11).masks();
        for (int row = 0; row < design.masks().samples(); row++) {
            assertThat(more.row(row)).isEqualTo(design.masks().row(row));
        }
    }

    @Test
    void refusesNoOrders() {
        assertThatThrownBy(() -> new Permutations(6, 0, 1)).hasMessageContaining("both have to be positive");
    }
}
