package ai.interpretdl.interpret.regression;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Columns and scores, centred by their weighted means and divided by their unweighted lengths, rows times the roots of their weights: the
 * units in which InterpretDL's prior is weighed against what was seen.
 */
final class Standardised {
    private final Observations observations;
    private final double[] scores;
    private final double length;
    private final DMatrixRMaj columns;
    private final double[] target;

    Standardised(double[][] rows, double[] scores, double[] weights) {
        this.observations = Observations.of(rows, weights);
        this.scores = scores;
        double mean = observations.mean(scores);
        this.length = Math.sqrt(
                Arrays.stream(scores).map(y -> (y - mean) * (y - mean)).sum());
        double[] scales = new double[observations.features()];
        Arrays.setAll(scales, observations::norm);
        this.columns = observations.matrix(scales);
        this.target = observations.target(scores);
        Arrays.setAll(target, i -> length == 0 ? 0 : target[i] / length);
    }

    int features() {
        return observations.features();
    }

    int samples() {
        return observations.samples();
    }

    /** {@code [samples, features]}. */
    DMatrixRMaj columns() {
        return columns;
    }

    /** A number a sample. */
    double[] target() {
        return target.clone();
    }

    /** @throws IllegalArgumentException when there is not a value for each feature */
    void checkPrior(double[] prior) {
        if (prior.length != features()) {
            throw new IllegalArgumentException(
                    "the prior has " + prior.length + " values for " + features() + " features");
        }
    }

    /** The linear model of such coefficients, in units of the score. */
    LinearFit fit(double[] standardised) {
        double[] coefficients = new double[standardised.length];
        Arrays.setAll(coefficients, j -> {
            double norm = observations.norm(j);
            return norm == 0 ? 0 : standardised[j] * length / norm;
        });
        return observations.fit(coefficients, scores, Optional.empty());
    }
}
