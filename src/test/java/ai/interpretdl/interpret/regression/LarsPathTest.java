package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.ReferenceCase;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LarsPathTest {
    @Test
    void thePathAgreesWithTheReference() {
        JsonNode reference = ReferenceCase.of("lars-path-5");
        LarsPath path = LarsPath.of(
                ReferenceCase.table(reference.at("/input/X")), ReferenceCase.numbers(reference.at("/input/y")));
        assertThat(path.order()).containsExactly(1, 2, 3, 4, 0);
        assertThat(path.alphas())
                .containsExactly(ReferenceCase.numbers(reference.at("/expected/alphas")), within(1e-8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void featuresInTheModelCorrelateAlikeWithWhatIsLeft(long seed) {
        double[][] rows = RidgeTest.random(seed, 25, 5);
        double[] target = RidgeTest.noisy(rows, seed);
        LarsPath path = LarsPath.of(rows, target);
        for (int step = 0; step <= 5; step++) {
            double[] b = path.coefficients(step);
            double alpha = path.alphas()[step];
            for (int k = 0; k < 5; k++) {
                int feature = path.order()[k];
                double correlation = IntStream.range(0, 25)
                        .mapToDouble(i -> rows[i][feature] * (target[i] - Observations.dot(rows[i], b)))
                        .sum();
                if (k <= step) {
                    assertThat(Math.abs(correlation) / 25).isCloseTo(alpha, within(1e-12));
                } else {
                    assertThat(Math.abs(correlation) / 25).isLessThanOrEqualTo(alpha + 1e-12);
                    assertThat(b[feature]).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theWeightedPathEndsAtLeastSquares(long seed) {
        double[][] rows = RidgeTest.random(seed, 25, 5);
        double[] scores = RidgeTest.noisy(rows, seed);
        double[] alike = new double[25];
        Arrays.fill(alike, 1);
        double[] best = new Ridge(0).fit(rows, scores, alike).coefficients();
        centre(rows, scores);
        LarsPath path = LarsPath.of(rows, scores);
        assertThat(path.coefficients(5)).containsExactly(best, within(1e-11));
        assertThat(path.alphas()[5]).isCloseTo(0, within(1e-14));
    }

    /** A path has no intercept: without averages none is missed. */
    private static void centre(double[][] rows, double[] scores) {
        for (int j = 0; j < rows[0].length; j++) {
            int column = j;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            Arrays.stream(rows).forEach(row -> row[column] -= mean);
        }
        double mean = Arrays.stream(scores).average().orElseThrow();
        Arrays.setAll(scores, i -> scores[i] - mean);
    }

    @Test
    void dependentAndConstantFeaturesStayOut() {
        double[][] rows = RidgeTest.random(4, 25, 5);
        for (double[] row : rows) {
            row[2] = row[0] - row[3];
            row[4] = 0;
        }
        LarsPath path = LarsPath.of(rows, RidgeTest.noisy(rows, 4));
        assertThat(path.order()).hasSize(3).doesNotContain(4);
    }
}
