package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.sampling.Masks;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class LocalityTest {
    private final Locality locality = new Locality(0.25);

    /** The values that the original computes for 16 superpixels with all, half, one and none present. */
    @Test
    void weightsOfMasksAreTheOriginals() {
        double[] weights = locality.weights(Masks.of(5, 16, sample -> {
            BitSet row = new BitSet();
            row.set(0, new int[] {16, 8, 1, 0, 4}[sample]);
            return row;
        }));
        assertThat(weights)
                .containsExactly(new double[] {1, 0.50344, 0.011109, 0.00033546, Math.exp(-2)}, within(5e-6));
    }

    @Test
    void aMasksDistanceIsTheCosineDistanceOfItsRow() {
        double[] all = {1, 1, 1, 1};
        Masks masks = Masks.all(4);
        for (int i = 0; i < 16; i++) {
            double distance = Locality.cosineDistance(all, masks.table()[i]);
            assertThat(locality.weights(masks)[i]).isCloseTo(locality.weight(distance), within(1e-15));
        }
    }

    @Test
    void cosineDistanceIgnoresLengthAndIsOneFromZero() {
        assertThat(Locality.cosineDistance(new double[] {1, 2}, new double[] {10, 20}))
                .isCloseTo(0, within(1e-15));
        assertThat(Locality.cosineDistance(new double[] {1, 2}, new double[] {-1, -2}))
                .isCloseTo(2, within(1e-15));
        assertThat(Locality.cosineDistance(new double[] {1, 2}, new double[] {0, 0}))
                .isEqualTo(1);
    }

    @Test
    void refusesNoWidth() {
        assertThatThrownBy(() -> new Locality(0)).hasMessage("width is 0.0, not positive");
    }
}
