package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorNetTest {
    private static final int SAMPLES = 30;
    private static final int FEATURES = 5;
    private static final double[] PRIOR = {3, -1, 0, 2, 0};

    /** X, y, and p as the class has them, written out once more. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Problem(double[][] x, double[] y, double[] p) {
        static Problem of(double[][] rows, double[] scores, double[] weights, double[] prior) {
            double total = Arrays.stream(weights).sum();
            double[][] x = new double[rows.length][prior.length];
            for (int j = 0; j < prior.length; j++) {
                double[] column = standard(column(rows, j), weights, total);
                for (int i = 0; i < rows.length; i++) {
                    x[i][j] = column[i];
                }
            }
            double size = Arrays.stream(prior).map(Math::abs).sum();
            double[] p = Arrays.stream(prior).map(v -> size == 0 ? 0 : v / size).toArray();
            return new Problem(x, standard(scores, weights, total), p);
        }

        private static double[] column(double[][] rows, int j) {
            return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
        }

        private static double[] standard(double[] values, double[] weights, double total) {
            double mean = 0;
            for (int i = 0; i < values.length; i++) {
                mean += weights[i] * values[i] / total;
            }
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            double[] result = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                result[i] = Math.sqrt(weights[i]) * (values[i] - mean) / Math.sqrt(squares);
            }
            return result;
        }

        /** The derivative of |y - Xb|² / 2 + force |b - p|² / 2. */
        double slope(double[] b, double force, int j) {
            double slope = force * (b[j] - p[j]);
            for (int i = 0; i < y.length; i++) {
                slope -= x[i][j] * (y[i] - Observations.dot(x[i], b));
            }
            return slope;
        }

        double loss(double[] b, double force, double sparsity) {
            double loss = 0;
            for (int i = 0; i < y.length; i++) {
                double residual = y[i] - Observations.dot(x[i], b);
                loss += residual * residual / 2;
            }
            for (int j = 0; j < b.length; j++) {
                loss += force * (b[j] - p[j]) * (b[j] - p[j]) / 2 + sparsity * Math.abs(b[j]);
            }
            return loss;
        }
    }

    private static double[] found(long seed, double force, double sparsity, double[] prior) {
        return new PriorNet(force, sparsity, prior)
                .standardised(rows(seed), RidgeTest.noisy(rows(seed), seed), RidgeTest.weights(seed, SAMPLES));
    }

    private static double[][] rows(long seed) {
        return RidgeTest.random(seed, SAMPLES, FEATURES);
    }

    private static Problem problem(long seed, double[] prior) {
        return Problem.of(rows(seed), RidgeTest.noisy(rows(seed), seed), RidgeTest.weights(seed, SAMPLES), prior);
    }

    /** Subgradients: what is not 0 pulls with exactly the penalty, what is 0 with no more. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0.05", "2, 0.1, 0.1", "3, 5, 0.5", "4, 0.01, 0.02"})
    void noCoefficientCanImproveTheObjective(long seed, double force, double sparsity) {
        double[] b = found(seed, force, sparsity, PRIOR);
        Problem problem = problem(seed, PRIOR);
        for (int j = 0; j < FEATURES; j++) {
            double slope = problem.slope(b, force, j);
            if (b[j] == 0) {
                assertThat(Math.abs(slope)).isLessThanOrEqualTo(sparsity + 1e-12);
            } else {
                assertThat(slope).isCloseTo(-sparsity * Math.signum(b[j]), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noNeighbourIsBetter(long seed) {
        double[] b = found(seed, 0.5, 0.1, PRIOR);
        Problem problem = problem(seed, PRIOR);
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            double[] other = Arrays.stream(b)
                    .map(value -> value + 0.01 * random.nextGaussian())
                    .toArray();
            assertThat(problem.loss(other, 0.5, 0.1)).isGreaterThan(problem.loss(b, 0.5, 0.1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutAPenaltyItIsTheRidge(long seed) {
        double[] ridge = new PriorRidge(0.7, PRIOR)
                .standardised(rows(seed), RidgeTest.noisy(rows(seed), seed), RidgeTest.weights(seed, SAMPLES));
        assertThat(found(seed, 0.7, 0, PRIOR)).containsExactly(ridge, within(1e-12));
        double[] fit = new PriorNet(0.7, 0, PRIOR)
                .fit(rows(seed), RidgeTest.noisy(rows(seed), seed), RidgeTest.weights(seed, SAMPLES))
                .coefficients();
        assertThat(fit)
                .containsExactly(
                        new PriorRidge(0.7, PRIOR)
                                .fit(rows(seed), RidgeTest.noisy(rows(seed), seed), RidgeTest.weights(seed, SAMPLES))
                                .coefficients(),
                        within(1e-12));
    }

    /** Without a prior and almost without its pull, on columns of length 1, it is the lasso; whose loss is a mean, not a sum. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutAPullItIsTheLasso(long seed) {
        double[][] alike = rows(seed);
        for (int j = 0; j < FEATURES; j++) {
            double length = scale(Problem.column(alike, j));
            for (double[] row : alike) {
                row[j] /= length;
            }
        }
        double[] scores = RidgeTest.noisy(rows(seed), seed);
        double[] lasso = new Lasso(0.2 * scale(scores) / SAMPLES)
                .fit(alike, scores, uniform())
                .coefficients();
        assertThat(lasso).contains(0);
        assertThat(new PriorNet(1e-9, 0.2, new double[FEATURES])
                        .fit(alike, scores, uniform())
                        .coefficients())
                .containsExactly(lasso, within(1e-6));
    }

    private static double scale(double[] column) {
        double mean = Arrays.stream(column).average().orElseThrow();
        return Math.sqrt(Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum());
    }

    private static double[] uniform() {
        double[] ones = new double[SAMPLES];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void whatIsKnownComesFirstWhenItPullsHard() {
        double[] prior = {0, 0, 1, 0, 0.5};
        int[] order =
                new PriorNet(1e6, 0, prior).order(rows(1), RidgeTest.noisy(rows(1), 1), RidgeTest.weights(1, SAMPLES));
        assertThat(order).startsWith(2, 4).hasSize(FEATURES);
    }

    /** The first to enter is the last that a growing penalty leaves. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theOrderIsThatInWhichAPenaltyLetsFeaturesIn(long seed) {
        int[] order = new PriorNet(0.3, 0, PRIOR)
                .order(rows(seed), RidgeTest.noisy(rows(seed), seed), RidgeTest.weights(seed, SAMPLES));
        for (double sparsity = 2; ; sparsity *= 0.99) {
            double[] b = found(seed, 0.3, sparsity, PRIOR);
            if (Arrays.stream(b).anyMatch(value -> value != 0)) {
                assertThat(b[order[0]]).isNotZero();
                assertThat(Arrays.stream(b).filter(value -> value != 0)).hasSize(1);
                return;
            }
        }
    }

    @Test
    void refusesWhatIsNoPenalty() {
        assertThatThrownBy(() -> new PriorNet(0, 0.1, PRIOR)).hasMessageContaining("force is 0.0");
        assertThatThrownBy(() -> new PriorNet(1, -0.1, PRIOR)).hasMessageContaining("sparsity -0.1");
        assertThatThrownBy(() -> found(1, 1, 0.1, new double[3])).hasMessageContaining("3 values for 5");
    }
}
