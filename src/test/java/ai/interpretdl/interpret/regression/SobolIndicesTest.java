package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.sampling.SobolDesign;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SobolIndicesTest {
    @Test
    void ofASumEachTermsShareIsItsVariance() {
        SobolDesign design = new SobolDesign(4, 4000, 1);
        SobolIndices indices = indices(design, x -> 1 * x[0] + 2 * x[1] + 3 * x[2]);
        double[] shares = {1.0 / 14, 4.0 / 14, 9.0 / 14, 0};
        // 4000 points know a variance to about 2 %
        assertThat(indices.total()).containsExactly(shares, within(0.03));
        assertThat(indices.first()).containsExactly(shares, within(0.03));
        assertThat(indices.total()[3]).isZero();
        assertThat(indices.first()[3]).isZero();
    }

    /** Ishigami and Homma, 1990, whose indices are known in closed form. */
    @Test
    void ofIshigamisFunctionInteractionsCountInTheTotalOnly() {
        SobolDesign design = new SobolDesign(3, 8000, 2);
        SobolIndices indices = indices(design, x -> {
            double[] z = Arrays.stream(x).map(u -> Math.PI * (2 * u - 1)).toArray();
            return Math.sin(z[0]) + 7 * Math.pow(Math.sin(z[1]), 2) + 0.1 * Math.pow(z[2], 4) * Math.sin(z[0]);
        });
        assertThat(indices.first()).containsExactly(new double[] {0.3139, 0.4424, 0}, within(0.04));
        assertThat(indices.total()).containsExactly(new double[] {0.5576, 0.4424, 0.2437}, within(0.04));
    }

    /** Of Π (1 + w_j (x_j - 1/2)) with V_j = w_j² / 12 the variance is Π (1 + V_j) - 1, and V_j Π_(k ≠ j) (1 + V_k) of it depends on j. */
    @Test
    void ofAProductTheIndicesComeOut() {
        double[] w = {1, 2, 0.5, 1.5};
        double whole = Arrays.stream(w).map(v -> 1 + v * v / 12).reduce(1, (a, b) -> a * b);
        double[] first = Arrays.stream(w).map(v -> v * v / 12 / (whole - 1)).toArray();
        double[] total = Arrays.stream(w)
                .map(v -> v * v / 12 / (1 + v * v / 12) * whole / (whole - 1))
                .toArray();
        SobolIndices indices = indices(new SobolDesign(4, 4096, 6), x -> {
            double product = 1;
            for (int j = 0; j < x.length; j++) {
                product *= 1 + w[j] * (x[j] - 0.5);
            }
            return product;
        });
        // 4096 independent points know a variance to about 2 %, these to less
        assertThat(indices.total()).containsExactly(total, within(0.01));
        assertThat(indices.first()).containsExactly(first, within(0.01));
    }

    @Test
    void scaleAndShiftOfTheScoreDoNotMatter() {
        SobolDesign design = new SobolDesign(3, 50, 3);
        ToDoubleFunction<double[]> f = x -> x[0] * x[1] + x[2];
        assertThat(indices(design, x -> 5 - 3 * f.applyAsDouble(x)).total())
                .containsExactly(indices(design, f).total(), within(1e-12));
    }

    @Test
    void aConstantScoreHasNoIndices() {
        assertThat(indices(new SobolDesign(3, 8, 4), x -> 2).total()).containsOnly(0);
    }

    @Test
    void rowsAreTheDesignInChunks() {
        SobolDesign design = new SobolDesign(3, 5, 5);
        assertThat(design.samples()).isEqualTo(25);
        Tensor joined = Tensor.concat(List.of(design.tensor(0, 9), design.tensor(9, 25)));
        double[] values = joined.doubles();
        for (int row = 0; row < 25; row++) {
            for (int j = 0; j < 3; j++) {
                int block = row / 5;
                int source = block == 1 || block == 2 + j ? 5 + row % 5 : row % 5;
                assertThat(values[3 * row + j]).isEqualTo((float) design.at(source, j));
            }
        }
    }

    @Test
    void refusesAnotherNumberOfScores() {
        assertThatThrownBy(() -> SobolIndices.of(new SobolDesign(3, 5, 5), new double[24]))
                .hasMessageContaining("25 rows, but there are 24 scores");
        assertThatThrownBy(() -> new SobolDesign(3, 1, 5)).hasMessageContaining("two points for a variance");
    }

    private static SobolIndices indices(SobolDesign design, ToDoubleFunction<double[]> f) {
        double[] scores = new double[design.samples()];
        for (int row = 0; row < scores.length; row++) {
            double[] x = new double[design.features()];
            for (int j = 0; j < x.length; j++) {
                x[j] = design.at(row, j);
            }
            scores[row] = f.applyAsDouble(x);
        }
        return SobolIndices.of(design, scores);
    }
}
