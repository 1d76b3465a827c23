package ai.interpretdl.text;

import static ai.interpretdl.text.RemovalOrder.LEAST_RELEVANT_FIRST;
import static ai.interpretdl.text.RemovalOrder.MOST_RELEVANT_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalTest {
    @ParameterizedTest
    @EnumSource
    void everyStepTakesAwayAsManyMoreUntilNoneIsLeft(RemovalOrder order) {
        double[] values = new Random(5).doubles(40, -1, 1).toArray();
        Tensor rows = order.steps(values, 10);
        assertThat(rows.shape().dims()).containsExactly(11, 40);
        for (int row = 0; row <= 10; row++) {
            boolean[] keep = row(rows, row);
            assertThat(kept(keep)).isEqualTo(40 - 4 * row);
            assertThat(extreme(values, keep, true, order)).isLessThanOrEqualTo(extreme(values, keep, false, order));
        }
    }

    /** In units in which what goes first is great: the greatest kept value, or the least gone. */
    private static double extreme(double[] values, boolean[] keep, boolean kept, RemovalOrder order) {
        double sign = order == MOST_RELEVANT_FIRST ? 1 : -1;
        DoubleStream those =
                IntStream.range(0, values.length).filter(i -> keep[i] == kept).mapToDouble(i -> sign * values[i]);
        return kept ? those.max().orElse(-9) : those.min().orElse(9);
    }

    @Test
    void theOrdersAreEachOthersReverse() {
        double[] values = {0.3, -1, 2, 0.5};
        assertThat(MOST_RELEVANT_FIRST.order(values)).containsExactly(2, 3, 0, 1);
        assertThat(LEAST_RELEVANT_FIRST.order(values)).containsExactly(1, 0, 3, 2);
    }

    @ParameterizedTest
    @EnumSource
    void equalFeaturesGoInTheOrderOfTheText(RemovalOrder order) {
        Tensor rows = order.steps(new double[3], 99);
        assertThat(rows)
                .isEqualTo(Tensor.of(
                        new boolean[] {
                            true, true, true,
                            false, true, true,
                            false, false, true,
                            false, false, false
                        },
                        4,
                        3));
    }

    /** Where all values differ, tiles of the values are the steps one by one; LeRF's tiles leave the first step out. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void tilesOfDifferentValuesAreSingleSteps(int features) {
        double[] values = new Random(features).doubles(features).toArray();
        assertThat(MOST_RELEVANT_FIRST.tiles(values)).isEqualTo(MOST_RELEVANT_FIRST.steps(values, features));
        Tensor steps = LEAST_RELEVANT_FIRST.steps(values, features);
        Tensor tiles = LEAST_RELEVANT_FIRST.tiles(values);
        assertThat(tiles.rows(1, features)).isEqualTo(steps.rows(2, features + 1));
    }

    @Test
    void tilesOfEqualValuesAreTheSameRows() {
        double[] values = {1, 3, 3, 2};
        assertThat(MOST_RELEVANT_FIRST.tiles(values))
                .isEqualTo(Tensor.of(
                        new boolean[] {
                            true, true, true, true,
                            true, false, false, true,
                            true, false, false, true,
                            true, false, false, false,
                            false, false, false, false
                        },
                        5,
                        4));
        assertThat(LEAST_RELEVANT_FIRST.tiles(values))
                .isEqualTo(Tensor.of(
                        new boolean[] {
                            true, true, true, true,
                            false, true, true, false,
                            false, false, false, false,
                            false, false, false, false
                        },
                        4,
                        4));
    }

    @Test
    void theHundredGreatestTilesAtMost() {
        double[] values = IntStream.range(0, 300).asDoubleStream().toArray();
        Tensor rows = MOST_RELEVANT_FIRST.tiles(values);
        assertThat(rows.shape().dims()).containsExactly(101, 300);
        assertThat(kept(row(rows, 100))).isEqualTo(200);
        assertThat(LEAST_RELEVANT_FIRST.tiles(values).shape().dims()).containsExactly(300, 300);
    }

    @ParameterizedTest
    @EnumSource
    void percentilesAreAHundredRowsOfAnyText(RemovalOrder order) {
        double[] values = IntStream.range(0, 11).asDoubleStream().toArray();
        Tensor rows = order.percentiles(values);
        assertThat(rows.shape().dims()).containsExactly(101, 11);
        for (int row = 1; row <= 100; row++) {
            // Row r takes what lies beyond the (100 - r + 1)th percentile, or the rth: the values are the multiples of
            // ten.
            int gone = order == MOST_RELEVANT_FIRST ? (row - 1) / 10 + 1 : row / 10 + 1;
            assertThat(kept(row(rows, row))).isEqualTo(11 - gone);
        }
    }

    @Test
    void aRationaleAndItsRestAreTheWholeText() {
        double[] values = new Random(2).doubles(37, -1, 1).toArray();
        Tensor removed = Rationale.ERASER.removed(values);
        Tensor alone = Rationale.ERASER.alone(values);
        int[] lengths = {1, 2, 4, 8, 19};
        for (int row = 0; row < lengths.length; row++) {
            boolean[] without = row(removed, row);
            boolean[] only = row(alone, row);
            assertThat(kept(only)).isEqualTo(lengths[row]);
            assertThat(IntStream.range(0, 37)).allMatch(i -> without[i] != only[i]);
            assertThat(extreme(values, without, true, MOST_RELEVANT_FIRST))
                    .isLessThan(extreme(values, without, false, MOST_RELEVANT_FIRST));
        }
    }

    /** Of a score that is the sum of the kept features, comprehensiveness is what the rationales hold, sufficiency what they lack. */
    @Test
    void aggregatesTheLossOfAnAdditiveScore() {
        double[] values = {4, 1, 3, 2};
        Rationale rationale = new Rationale(List.of(0.25, 0.5));
        double comprehensiveness = rationale.aggregate(10, scores(values, rationale.removed(values)));
        double sufficiency = rationale.aggregate(10, scores(values, rationale.alone(values)));
        assertThat(comprehensiveness).isCloseTo((4 + 7) / 3.0, within(1e-12));
        assertThat(sufficiency).isCloseTo((6 + 3) / 3.0, within(1e-12));
    }

    private static double[] scores(double[] values, Tensor rows) {
        return IntStream.range(0, (int) rows.shape().dim(0))
                .mapToDouble(row -> IntStream.range(0, values.length)
                        .filter(i -> row(rows, row)[i])
                        .mapToDouble(i -> values[i])
                        .sum())
                .toArray();
    }

    @Test
    void runsOfNeighboursGoTogether() {
        assertThat(NGrams.removed(3, 2))
                .isEqualTo(Tensor.of(
                        new boolean[] {
                            false, true, true,
                            true, false, true,
                            true, true, false,
                            false, false, true,
                            true, false, false
                        },
                        5,
                        3));
        assertThat(NGrams.removed(2, 5).shape().dims()).containsExactly(3, 2);
        assertThat(NGrams.removed(0, 5).shape().dims()).containsExactly(0, 0);
    }

    @Test
    void saysWhatCannotBeOrdered() {
        assertThatThrownBy(() -> MOST_RELEVANT_FIRST.steps(new double[] {1, Double.NaN}, 2))
                .hasMessageContaining("attribution 1 is NaN");
        assertThatThrownBy(() -> MOST_RELEVANT_FIRST.steps(new double[] {1}, 0)).hasMessageContaining("not positive");
        assertThatThrownBy(() -> Rationale.ERASER.aggregate(1, new double[2])).hasMessageContaining("2 scores for 5");
        assertThatThrownBy(() -> new Rationale(List.of(1.5))).hasMessageContaining("at most 1");
    }

    private static boolean[] row(Tensor rows, int row) {
        double[] numbers = rows.rows(row, row + 1).doubles();
        boolean[] keep = new boolean[numbers.length];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = numbers[i] != 0;
        }
        return keep;
    }

    private static int kept(boolean[] keep) {
        return (int) IntStream.range(0, keep.length).filter(i -> keep[i]).count();
    }
}
