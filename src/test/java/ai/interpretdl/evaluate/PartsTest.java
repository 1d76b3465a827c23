package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What measures are made of. */
class PartsTest {
    @Test
    void ranksAndCorrelations() {
        double[] a = {1, 2, 2, 5};
        double[] squares = {1, 4, 4, 25};
        assertThat(Correlation.SPEARMAN.of(a, squares)).isCloseTo(1, within(1e-12));
        assertThat(Correlation.PEARSON.of(a, new double[] {-2, -4, -4, -10})).isCloseTo(-1, within(1e-12));
        assertThat(Correlation.PEARSON.of(a, new double[] {3, 3, 3, 3})).isNaN();
        // by hand: ranks 0, 1, 2, 3 against 3, 1, 2, 0 is 1 - 6 Σ d² / (n (n² - 1)) = 1 - 6·18/60
        assertThat(Correlation.SPEARMAN.of(new double[] {1, 2, 3, 4}, new double[] {9, 5, 7, 1}))
                .isCloseTo(1 - 6 * 18 / 60.0, within(1e-12));
    }

    @Test
    void aRankingByHand() {
        Ranking ranking = Ranking.of(new double[] {0.9, 0.8, 0.8, 0.1}, new boolean[] {true, false, true, false});
        // pairs (meant, other): 0.9 beats both, 0.8 ties one and beats one
        assertThat(ranking.auc()).isCloseTo(3.5 / 4, within(1e-12));
        assertThat(ranking.averagePrecision()).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-12));
        assertThat(ranking.hits(1)).isEqualTo(1);
    }

    @Test
    void imputingContinuesAPlaneAndKeepsWhatIsKnown() {
        int side = 12;
        double[] plane = new double[side * side];
        boolean[] known = new boolean[side * side];
        for (int i = 0; i < plane.length; i++) {
            int row = i / side;
            int column = i % side;
            plane[i] = 3 + 0.5 * row - 0.25 * column;
            known[i] = row < 2 || row > 9 || column < 2 || column > 9;
        }
        double[] hidden = plane.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = known[i] ? plane[i] : 1000;
        }
        // a plane is the mean of its neighbours everywhere, so it is the solution
        double[] filled = LinearImputation.of(hidden, known, side, side);
        assertThat(filled).containsExactly(plane, within(1e-3));
    }

    @Test
    void imputedPixelsAreTheMeanOfTheirNeighbours() {
        int side = 9;
        double[] plane = Laws.numbers(side * side, 3);
        boolean[] known = new boolean[side * side];
        for (int i = 0; i < known.length; i++) {
            known[i] = i % 3 == 0;
        }
        double[] x = LinearImputation.of(plane, known, side, side);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                if (!known[row * side + column]) {
                    assertThat(x[row * side + column]).isCloseTo(mean(x, side, row, column), within(1e-3));
                }
            }
        }
    }

    private static double mean(double[] x, int side, int row, int column) {
        double sum = 0;
        double weights = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c++) {
                double weight = r == row && c == column ? 0 : r == row || c == column ? 1 / 6.0 : 1 / 12.0;
                sum += weight * x[r * side + c];
                weights += weight;
            }
        }
        return sum / weights;
    }

    @Test
    void structuralSimilarityIsOneForTheSameMapAndLessForAnother() {
        double[] a = Laws.numbers(100, 1);
        double[] larger = Arrays.stream(a).map(v -> 5 + 3 * v).toArray();
        double[] opposite = Arrays.stream(a).map(v -> -v).toArray();
        assertThat(Similarity.structural(a, a, 10, 10)).isCloseTo(1, within(1e-9));
        assertThat(Similarity.structural(a, larger, 10, 10)).isCloseTo(1, within(1e-9));
        assertThat(Similarity.structural(a, opposite, 10, 10)).isLessThan(0);
    }

    @Test
    void whatHasBecomeConstantIsNotAlikeWhatVaried() {
        Geometry image = new Geometry(Shape.of(1, 2, 2), false);
        double[][] varied = {{1, 2, 3, 4}};
        double[][] constant = {{5, 5, 5, 5}};
        assertThat(Alike.rows(Relevance.of(image, varied), Relevance.of(image, constant))
                        .get(0)
                        .ranks())
                .isZero();
        assertThat(Alike.rows(Relevance.of(image, constant), Relevance.of(image, varied))
                        .get(0)
                        .ranks())
                .isNaN();
    }

    @Test
    void stepsCountWhatHasChanged() {
        double[] values = {4, 1, 3, 3, 2};
        assertThat(Steps.even(5).counts(values, Order.MOST_RELEVANT_FIRST, false))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(new Steps(9, Steps.Spacing.LEVELS).counts(values, Order.MOST_RELEVANT_FIRST, false))
                .containsExactly(0, 1, 3, 4, 5);
        assertThat(new Steps(4, Steps.Spacing.PERCENTILES).counts(values, Order.LEAST_RELEVANT_FIRST, false))
                .containsExactly(0, 0, 1, 2, 2);
    }

    @Test
    void aCurveBetweenItsPoints() {
        Curve curve = Curve.of(new double[] {0, 0.5, 1}, new double[] {4, 2, 2});
        assertThat(curve.area()).isCloseTo(2.5, within(1e-12));
        assertThat(curve.at(0.25)).isCloseTo(3, within(1e-12));
        assertThat(curve.mean()).isCloseTo(8 / 3.0, within(1e-12));
    }

    @Test
    void truthHasToFitAndToBeSomewhere() {
        Geometry image = new Geometry(Shape.of(3, 4, 4), false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truth(Tensor.zeros(Shape.of(4, 4))).of(0, 1, image))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truth(Tensor.zeros(Shape.of(5, 4))).of(0, 1, image))
                .withMessageContaining("4 x 4");
        Truth boxes = Truth.boxes(List.of(List.of(new Truth.Box(1, 0, 3, 1), new Truth.Box(0, 3, 1, 9))), 4, 4);
        boolean[] meant = boxes.of(0, 1, image);
        assertThat(meant[1] && meant[2] && meant[12]).isTrue();
        assertThat(meant[0] || meant[3] || meant[5]).isFalse();
    }

    @Test
    void channelsLieFirstOrLast() {
        assertThat(new Geometry(Shape.of(3, 5, 7), false).shape()).isEqualTo(Shape.of(1, 5, 7));
        assertThat(new Geometry(Shape.of(5, 7, 3), false).shape()).isEqualTo(Shape.of(5, 7, 1));
        assertThat(new Geometry(Shape.of(5, 7, 3), false).place(8)).isEqualTo(2);
        assertThat(new Geometry(Shape.of(3, 5, 7), false).place(36)).isEqualTo(1);
        assertThat(new Geometry(Shape.of(9), true).isImage()).isFalse();
    }
}
