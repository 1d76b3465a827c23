package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.ReferenceCase;
import ai.interpretdl.interpret.sampling.Masks;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LassoTest {
    @ParameterizedTest
    @ValueSource(strings = {"lime-simple", "lime-mask", "lime-multi-input-mask"})
    void limeOverAllMasksAgreesWithTheReference(String id) {
        JsonNode reference = ReferenceCase.of(id);
        TinyNet net = new TinyNet(reference, 0);
        Masks masks = Masks.all(net.features());
        BitSet all = new BitSet();
        all.set(0, net.features());
        double[] weights = IntStream.range(0, masks.samples())
                .mapToDouble(i -> Locality.cosineDistance(net.perturbed(all), net.perturbed(masks.row(i))))
                .map(new Locality(10)::weight)
                .toArray();
        LinearFit fit = new Lasso(reference.at("/params/lasso_alpha").asDouble())
                .fit(masks.table(), net.scores(masks), weights);
        assertThat(fit.coefficients())
                .containsExactly(
                        ReferenceCase.numbers(reference.at("/params/full_enumeration_coefficients")), within(1e-6));
        assertThat(fit.intercept())
                .isCloseTo(reference.at("/params/full_enumeration_intercept").asDouble(), within(1e-6));
        assertThat(fit.standardErrors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aVanishingPenaltyIsLeastSquares(long seed) {
        double[][] rows = RidgeTest.random(seed, 30, 5);
        double[] scores = RidgeTest.noisy(rows, seed);
        double[] weights = RidgeTest.weights(seed, 30);
        assertThat(new Lasso(1e-12).fit(rows, scores, weights).coefficients())
                .containsExactly(new Ridge(0).fit(rows, scores, weights).coefficients(), within(1e-9));
    }

    /** The subgradient conditions: every other feature pulls with exactly alpha, those at 0 with no more. */
    @ParameterizedTest
    @CsvSource({"1, 0.02", "2, 0.1", "3, 0.3"})
    void noCoefficientCanImproveTheObjective(long seed, double alpha) {
        double[][] rows = RidgeTest.random(seed, 30, 5);
        double[] scores = RidgeTest.noisy(rows, seed);
        double[] weights = RidgeTest.weights(seed, 30);
        LinearFit fit = new Lasso(alpha).fit(rows, scores, weights);
        for (int j = 0; j < 5; j++) {
            double pull = 0;
            for (int i = 0; i < 30; i++) {
                double residual = scores[i] - fit.intercept() - Observations.dot(rows[i], fit.coefficients());
                pull += weights[i]
                        * residual
                        * rows[i][j]
                        / Arrays.stream(weights).sum();
            }
            double b = fit.coefficients()[j];
            if (b == 0) {
                assertThat(Math.abs(pull)).isLessThanOrEqualTo(alpha + 1e-12);
            } else {
                assertThat(pull).isCloseTo(alpha * Math.signum(b), within(1e-12));
            }
        }
        assertThat(Arrays.stream(fit.coefficients()).filter(b -> b == 0).count())
                .isPositive();
    }

    @Test
    void onlyTheRatiosOfTheWeightsMatter() {
        double[][] rows = RidgeTest.random(4, 30, 5);
        double[] scores = RidgeTest.noisy(rows, 4);
        double[] weights = RidgeTest.weights(4, 30);
        double[] heavier = Arrays.stream(weights).map(w -> 1000 * w).toArray();
        assertThat(new Lasso(0.1).fit(rows, scores, heavier).coefficients())
                .containsExactly(new Lasso(0.1).fit(rows, scores, weights).coefficients(), within(1e-12));
    }

    @Test
    void aPenaltyAboveEveryCorrelationLeavesNothing() {
        double[][] rows = RidgeTest.random(5, 30, 5);
        LinearFit fit = new Lasso(100).fit(rows, RidgeTest.noisy(rows, 5), RidgeTest.weights(5, 30));
        assertThat(fit.coefficients()).containsOnly(0);
        assertThat(fit.r2()).isCloseTo(0, within(1e-15));
    }

    @Test
    void refusesANegativePenalty() {
        assertThatThrownBy(() -> new Lasso(-0.1)).hasMessageContaining("a penalty is 0 or more");
    }
}
