package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.sampling.LatinHypercube;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HsicTest {
    private final Masks masks = new LatinHypercube(60, 5, 1).masks();
    private final double[] scores = Games.saturating(masks);

    /** The kernel's values in the reference are those of the product that the quadratic form uses. */
    @Test
    void theKernelOfBitsIsAProduct() {
        double[] x =
                ReferenceCase.numbers(ReferenceCase.of("hsic-binary-kernel").at("/input/x"));
        double[][] expected =
                ReferenceCase.table(ReferenceCase.of("hsic-binary-kernel").at("/expected/K"));
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                assertThat(2 * (x[i] - 0.5) * (x[j] - 0.5)).isEqualTo(expected[i][j]);
            }
        }
    }

    @Test
    void theQuadraticFormIsTheTrace() {
        Hsic hsic = new Hsic(0.3);
        double[] values = hsic.of(masks, scores);
        int n = scores.length;
        double[][] rows = masks.table();
        double[][] h = matrix((i, j) -> (i == j ? 1.0 : 0.0) - 1.0 / n);
        double[][] l = matrix((i, j) -> hsic.gaussian(scores[i] - scores[j]));
        for (int feature = 0; feature < 5; feature++) {
            int f = feature;
            double[][] k = matrix((i, j) -> 0.5 - Math.pow(rows[i][f] - rows[j][f], 2));
            double[][] product = product(product(k, h), product(l, h));
            double trace = IntStream.range(0, n).mapToDouble(i -> product[i][i]).sum();
            assertThat(values[feature]).isCloseTo(trace / n, within(1e-12));
        }
    }

    private double[][] matrix(ToDoubleBiFunction<Integer, Integer> entry) {
        double[][] matrix = new double[scores.length][scores.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                matrix[i][j] = entry.applyAsDouble(i, j);
            }
        }
        return matrix;
    }

    private double[][] product(double[][] a, double[][] b) {
        return matrix((i, j) ->
                IntStream.range(0, b.length).mapToDouble(k -> a[i][k] * b[k][j]).sum());
    }

    @Test
    void whatTheScoreDependsOnStandsOut() {
        Masks many = new LatinHypercube(500, 20, 2).masks();
        double[] depends = IntStream.range(0, 500)
                .mapToDouble(i -> many.row(i).get(7) ? 1 : 0)
                .toArray();
        double[] values = Hsic.ofMedianDistance(depends).of(many, depends);
        for (int j = 0; j < 20; j++) {
            if (j != 7) {
                // A correlation by chance is about 1/√500, and enters squared.
                assertThat(values[j]).isLessThan(values[7] / 20);
            }
        }
    }

    @Test
    void aConstantFeatureOrScoreDependsOnNothing() {
        Masks constant = Masks.of(40, 2, i -> Masks.all(2).row(1 + 2 * (i % 2)));
        double[] values = new Hsic(1)
                .of(constant, IntStream.range(0, 40).mapToDouble(Math::sin).toArray());
        assertThat(values[0]).isCloseTo(0, within(1e-14));
        assertThat(values[1]).isPositive();
        double[] equal = new double[60];
        Arrays.fill(equal, 3);
        assertThat(Hsic.ofMedianDistance(equal).of(masks, equal)).containsExactly(new double[5], within(1e-14));
    }

    @Test
    void theMedianDistanceIgnoresShiftsAndFollowsScale() {
        double[] changed = Arrays.stream(scores).map(y -> 100 - 4 * y).toArray();
        assertThat(Hsic.ofMedianDistance(changed).width())
                .isCloseTo(4 * Hsic.ofMedianDistance(scores).width(), within(1e-12));
        assertThat(Hsic.ofMedianDistance(changed).of(masks, changed))
                .containsExactly(Hsic.ofMedianDistance(scores).of(masks, scores), within(1e-12));
    }

    @Test
    void theMedianScoreIsTheMiddleOne() {
        assertThat(Hsic.ofMedianScore(new double[] {0.9, 0.1, 0.4}).width()).isEqualTo(0.4);
        assertThat(Hsic.ofMedianScore(new double[] {0.9, 0.1, 0.4, 0.2}).width())
                .isCloseTo(0.3, within(1e-16));
    }

    @Test
    void refusesNoWidthAndOtherScores() {
        assertThatThrownBy(() -> new Hsic(0)).hasMessageContaining("width is 0.0");
        assertThatThrownBy(() -> new Hsic(1).of(masks, new double[3])).hasMessageContaining("60 masks, but 3 scores");
    }
}
