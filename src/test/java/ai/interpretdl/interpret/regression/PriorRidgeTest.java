package ai.interpretdl.interpret.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.tensor.NumpyRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PriorRidgeTest {
    private static final double[] WITHOUT_PRIOR = {
        -0.01318047,
        -0.00312456,
        0.02406942,
        -0.00735896,
        -0.01551988,
        -0.01215090,
        -0.00972182,
        0.06696638,
        0.01722547,
        0.06106027,
        0.12375765,
        0.08115463,
        0.11261094,
        0.01355594,
        0.22001417,
        -0.04285865
    };
    private static final double[] WITH_PRIOR = {
        -0.01224857,
        0.00078071,
        0.02834743,
        0.00473078,
        -0.00096320,
        0.02304926,
        0.01981707,
        0.10553548,
        0.07102228,
        0.10320300,
        0.17991071,
        0.14387699,
        0.17831028,
        0.08549174,
        0.30557286,
        0.04968320
    };

    private final Masks masks = Masks.fair(new NumpyRandom(42), 200, 16);
    private final double[][] rows = masks.table();
    private final double[] scores = LimeToy.scores(masks);
    private final double[] weights = new Locality(0.25).weights(masks);
    private final double[] ramp =
            IntStream.range(0, 16).mapToDouble(i -> i / 10.0).toArray();

    @Test
    void theCoefficientsAreTheOriginals() {
        double[] without = new PriorRidge(1, new double[16]).standardised(rows, scores, weights);
        double[] with = new PriorRidge(1, ramp).standardised(rows, scores, weights);
        assertThat(without).containsExactly(WITHOUT_PRIOR, within(1e-6));
        assertThat(with).containsExactly(WITH_PRIOR, within(1e-6));
        assertThat(originalR2(without)).isCloseTo(0.411519, within(1e-6));
        assertThat(originalR2(with)).isCloseTo(0.531635, within(1e-6));
    }

    @Test
    void aVanishingForceIsLime() {
        assertThat(new PriorRidge(1e-10, ramp).fit(rows, scores, weights).coefficients())
                .containsExactly(new Ridge(0).fit(rows, scores, weights).coefficients(), within(1e-9));
    }

    @Test
    void anOverwhelmingForceIsThePrior() {
        double sum = Arrays.stream(ramp).sum();
        assertThat(new PriorRidge(1e9, ramp).standardised(rows, scores, weights))
                .containsExactly(Arrays.stream(ramp).map(p -> p / sum).toArray(), within(1e-7));
    }

    @Test
    void onlyTheRatiosOfThePriorMatter() {
        double[] larger = Arrays.stream(ramp).map(p -> 50 * p).toArray();
        assertThat(new PriorRidge(1, larger).standardised(rows, scores, weights))
                .containsExactly(new PriorRidge(1, ramp).standardised(rows, scores, weights), within(1e-14));
    }

    @Test
    void refusesWhatIsNoPrior() {
        assertThatThrownBy(() -> new PriorRidge(0, ramp)).hasMessageContaining("use new Ridge(0)");
        assertThatThrownBy(() -> new PriorRidge(1, new double[3]).fit(rows, scores, weights))
                .hasMessageContaining("3 values for 16 features");
    }

    /** The figure that the original prints: its predictions carry the root of the weight, the scores do not. */
    private double originalR2(double[] standardised) {
        Observations observations = Observations.of(rows, weights);
        double mean = observations.mean(scores);
        double length = Math.sqrt(
                Arrays.stream(scores).map(y -> (y - mean) * (y - mean)).sum());
        double unexplained = 0;
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            double predicted = mean;
            for (int j = 0; j < standardised.length; j++) {
                predicted += Math.sqrt(weights[i])
                        * observations.centred(i, j)
                        / observations.norm(j)
                        * standardised[j]
                        * length;
            }
            unexplained += weights[i] * (scores[i] - predicted) * (scores[i] - predicted);
            total += weights[i] * (scores[i] - mean) * (scores[i] - mean);
        }
        return 1 - unexplained / total;
    }
}
