package ai.interpretdl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor WIDE = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);

    @Test
    void rowsStandOneBehindTheOther() {
        Tensor more = Tensor.of(new float[12], 2, 2, 3);
        Tensor all = Tensor.concat(List.of(WIDE, more));
        assertThat(all.shape().dims()).containsExactly(3, 2, 3);
        assertThat(all.rows(0, 1)).isEqualTo(WIDE);
        assertThat(all.rows(1, 3)).isEqualTo(more);
    }

    /** As many numbers in another shape are other rows. */
    @Test
    void rowsOfAnotherShapeOrTypeAreRefused() {
        for (Tensor other : List.of(
                Tensor.of(new float[6], 1, 3, 2), Tensor.of(new float[6], 1, 6), Tensor.of(new long[6], 1, 2, 3))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tensor.concat(List.of(WIDE, other)))
                    .withMessageContaining("cannot stand behind");
        }
    }
}
