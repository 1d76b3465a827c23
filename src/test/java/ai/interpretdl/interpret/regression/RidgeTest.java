package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.tensor.NumpyRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeTest {
    private static final double[] TRUTH = {2, -1, 0.5, 3, 0};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLinearModelIsFoundExactly(long seed) {
        double[][] rows = random(seed, 40, 5);
        LinearFit fit = new Ridge(0).fit(rows, linear(rows, 7), weights(seed, 40));
        assertThat(fit.coefficients()).containsExactly(TRUTH, within(1e-12));
        assertThat(fit.intercept()).isCloseTo(7, within(1e-12));
        assertThat(fit.r2()).isCloseTo(1, within(1e-14));
        assertThat(fit.standardErrors().orElseThrow()).containsExactly(new double[5], within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0.7", "4, 25"})
    void theGradientOfTheObjectiveIsZeroAtTheFit(long seed, double alpha) {
        double[][] rows = random(seed, 30, 5);
        double[] scores = noisy(rows, seed);
        double[] weights = weights(seed, 30);
        LinearFit fit = new Ridge(alpha).fit(rows, scores, weights);
        for (int j = 0; j < 5; j++) {
            double slope = -alpha * fit.coefficients()[j];
            double atIntercept = 0;
            for (int i = 0; i < 30; i++) {
                double residual = scores[i] - fit.intercept() - Observations.dot(rows[i], fit.coefficients());
                slope += weights[i] * residual * rows[i][j];
                atIntercept += weights[i] * residual;
            }
            assertThat(slope).isCloseTo(0, within(1e-11));
            assertThat(atIntercept).isCloseTo(0, within(1e-11));
        }
    }

    @Test
    void aPenaltyShrinks() {
        double[][] rows = random(5, 30, 5);
        double before = Double.MAX_VALUE;
        for (double alpha : new double[] {0, 0.1, 1, 10, 1e3, 1e6}) {
            double[] b =
                    new Ridge(alpha).fit(rows, noisy(rows, 5), weights(5, 30)).coefficients();
            double length = Math.sqrt(Observations.dot(b, b));
            assertThat(length).isLessThan(before);
            before = length;
        }
        assertThat(before).isLessThan(1e-4);
    }

    @Test
    void aShiftOfTheScoresIsAShiftOfTheIntercept() {
        double[][] rows = random(6, 30, 5);
        double[] scores = noisy(rows, 6);
        double[] shifted = Arrays.stream(scores).map(y -> y + 100).toArray();
        LinearFit one = new Ridge(2).fit(rows, scores, weights(6, 30));
        LinearFit other = new Ridge(2).fit(rows, shifted, weights(6, 30));
        assertThat(other.coefficients()).containsExactly(one.coefficients(), within(1e-12));
        assertThat(other.intercept() - one.intercept()).isCloseTo(100, within(1e-11));
    }

    @Test
    void aWholeWeightIsARepeatedRow() {
        double[][] rows = random(7, 12, 3);
        double[] scores = IntStream.range(0, 12).mapToDouble(i -> Math.sin(i)).toArray();
        double[] weights = IntStream.range(0, 12).mapToDouble(i -> i % 3).toArray();
        int[] repeated = IntStream.range(0, 12)
                .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
                .toArray();
        double[][] rowsAgain = Arrays.stream(repeated).mapToObj(i -> rows[i]).toArray(double[][]::new);
        double[] scoresAgain =
                Arrays.stream(repeated).mapToDouble(i -> scores[i]).toArray();
        double[] ones = new double[repeated.length];
        Arrays.fill(ones, 1);
        LinearFit weighted = new Ridge(0.3).fit(rows, scores, weights);
        LinearFit again = new Ridge(0.3).fit(rowsAgain, scoresAgain, ones);
        assertThat(weighted.coefficients()).containsExactly(again.coefficients(), within(1e-13));
        assertThat(weighted.r2()).isCloseTo(again.r2(), within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20})
    void ofManySolutionsTheShortestIsTaken(int samples) {
        // Columns 0 and 1 are the same but for their scale, column 2 is constant: only what they do together is known.
        double[][] rows = random(8, samples, 5);
        for (double[] row : rows) {
            row[1] = 10 * row[0];
            row[2] = 3;
        }
        double[] scores = linear(rows, 1);
        LinearFit fit = new Ridge(0).fit(rows, scores, weights(8, samples));
        double[] b = fit.coefficients();
        assertThat(fit.r2()).isCloseTo(1, within(1e-12));
        // Divided by their lengths the two columns are one and the same, so each takes half.
        assertThat(b[0]).isCloseTo(10 * b[1], within(1e-8));
        assertThat(b[2]).isZero();
        if (samples > 5) {
            assertThat(b[0] + 10 * b[1]).isCloseTo(TRUTH[0] + 10 * TRUTH[1], within(1e-8));
        }
    }

    @Test
    void moreFeaturesThanSamplesStillMeetEveryScore() {
        double[][] rows = random(9, 10, 60);
        double[] scores = IntStream.range(0, 10).mapToDouble(i -> Math.cos(i)).toArray();
        LinearFit fit = new Ridge(0).fit(rows, scores, weights(9, 10));
        assertThat(fit.r2()).isCloseTo(1, within(1e-12));
        assertThat(fit.standardErrors()).isEmpty();
    }

    @Test
    void theDualSolutionIsThePrimalOne() {
        // Zero rows of no weight turn a wide system into a tall one with the same answer.
        double[][] wide = random(10, 8, 12);
        double[][] tall = Arrays.copyOf(wide, 20);
        Arrays.fill(tall, 8, 20, new double[12]);
        double[] scores = IntStream.range(0, 8).mapToDouble(i -> Math.cos(i)).toArray();
        double[] weights = weights(10, 8);
        LinearFit dual = new Ridge(0.5).fit(wide, scores, weights);
        LinearFit primal = new Ridge(0.5).fit(tall, Arrays.copyOf(scores, 20), Arrays.copyOf(weights, 20));
        assertThat(dual.coefficients()).containsExactly(primal.coefficients(), within(1e-12));
    }

    @Test
    void severalScoresAreFittedAsEachAlone() {
        double[][] rows = random(11, 30, 5);
        List<double[]> scores = List.of(noisy(rows, 1), noisy(rows, 2));
        List<LinearFit> all = new Ridge(1).fitAll(rows, scores, weights(11, 30));
        for (int k = 0; k < 2; k++) {
            assertThat(all.get(k).coefficients())
                    .containsExactly(new Ridge(1)
                            .fit(rows, scores.get(k), weights(11, 30))
                            .coefficients());
        }
    }

    @Test
    void standardErrorsTellTheSpreadOverSeeds() {
        int runs = 400;
        double[] spread = new double[3];
        double[] claimed = new double[3];
        double[] mean = new double[3];
        for (int run = 0; run < runs; run++) {
            double[][] rows = random(1000 + run, 60, 3);
            double[] scores = Arrays.stream(rows)
                    .mapToDouble(r -> r[0] * r[1] + r[2] * r[2] + r[0])
                    .toArray();
            double[] ones = new double[60];
            Arrays.fill(ones, 1);
            LinearFit fit = new Ridge(0).fit(rows, scores, ones);
            for (int j = 0; j < 3; j++) {
                mean[j] += fit.coefficients()[j] / runs;
                spread[j] += fit.coefficients()[j] * fit.coefficients()[j] / runs;
                claimed[j] += fit.standardErrors().orElseThrow()[j] / runs;
            }
        }
        for (int j = 0; j < 3; j++) {
            // 400 runs know the spread to 4 %; small samples bias the claim by some more
            double actual = Math.sqrt(spread[j] - mean[j] * mean[j]);
            assertThat(claimed[j] / actual).isBetween(0.85, 1.15);
        }
    }

    @Test
    void limeGivesTheCoefficientsOfTheOriginal() {
        Masks masks = Masks.fair(new NumpyRandom(42), 200, 16);
        LinearFit fit = new Ridge(0).fit(masks.table(), LimeToy.scores(masks), new Locality(0.25).weights(masks));
        double[] expected = {
            -0.00210934,
            0.00038582,
            -0.00010379,
            0.00044976,
            -0.00325378,
            0.00252001,
            -0.00117099,
            0.00697803,
            0.00184636,
            0.00349669,
            0.01311655,
            0.00827900,
            0.00876076,
            0.00043736,
            0.02216323,
            -0.00112164
        };
        assertThat(fit.coefficients()).containsExactly(expected, within(1e-6));
        assertThat(fit.r2()).isCloseTo(0.985776, within(1e-6));
    }

    @Test
    void textLimeGivesTheWeightsOfTheOriginal() {
        int[] ids = {1, 5, 6, 7, 8, 2};
        Masks masks = Masks.fair(new NumpyRandom(42), 50, ids.length);
        double[] scores = new double[50];
        for (int i = 0; i < 50; i++) {
            double difference = 0;
            for (int t = 0; t < ids.length; t++) {
                int id = masks.row(i).get(t) ? ids[t] : 3;
                difference += Math.sin(id * 0.7) - Math.sin(id * 1.3);
            }
            scores[i] = 1 / (1 + Math.exp(difference));
        }
        LinearFit fit = new Ridge(0).fit(masks.table(), scores, new Locality(0.25).weights(masks));
        double[] expected = {0.30829319, 0.22755722, 0.40071576, 0.42096522, 0.11029731, 0.11844387};
        assertThat(fit.coefficients()).containsExactly(expected, within(1e-6));
        assertThat(fit.r2()).isCloseTo(0.922641, within(1e-6));
    }

    @Test
    void constantScoresAreExplainedByTheIntercept() {
        LinearFit fit = new Ridge(0).fit(random(12, 9, 2), new double[9], weights(12, 9));
        assertThat(fit.coefficients()).containsExactly(0, 0);
        assertThat(fit.r2()).isEqualTo(1);
    }

    @Test
    void refusesWhatItCannotFit() {
        double[][] rows = {{1, 2}, {3, 4}};
        Ridge ridge = new Ridge(1);
        assertThatThrownBy(() -> new Ridge(-1)).hasMessageContaining("alpha is -1.0");
        assertThatThrownBy(() -> ridge.fit(rows, new double[] {1, 2}, new double[] {1}))
                .hasMessageContaining("2 rows and 1 weights");
        assertThatThrownBy(() -> ridge.fit(rows, new double[] {1}, new double[] {1, 1}))
                .hasMessageContaining("1 scores for 2 rows");
        assertThatThrownBy(() -> ridge.fit(rows, new double[] {1, 2}, new double[] {1, -1}))
                .hasMessageContaining("none may be negative");
        assertThatThrownBy(() -> ridge.fit(new double[][] {{1}, {1, 2}}, new double[] {1, 2}, new double[] {1, 1}))
                .hasMessageContaining("rows differ in length");
    }

    static double[][] random(long seed, int samples, int features) {
        return IntStream.range(0, samples)
                .mapToObj(i -> {
                    CounterRandom random = CounterRandom.of(seed, i);
                    return IntStream.range(0, features)
                            .mapToDouble(j -> 2 * random.uniform() - 1)
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    static double[] weights(long seed, int samples) {
        CounterRandom random = CounterRandom.of(seed, -1);
        return IntStream.range(0, samples)
                .mapToDouble(i -> 0.1 + random.uniform())
                .toArray();
    }

    static double[] linear(double[][] rows, double intercept) {
        return Arrays.stream(rows)
                .mapToDouble(row -> intercept + Observations.dot(row, TRUTH))
                .toArray();
    }

    static double[] noisy(double[][] rows, long seed) {
        CounterRandom random = CounterRandom.of(seed, -2);
        return Arrays.stream(linear(rows, 1)).map(y -> y + random.uniform()).toArray();
    }
}
