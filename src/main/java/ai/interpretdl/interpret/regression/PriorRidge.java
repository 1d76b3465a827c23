package ai.interpretdl.interpret.regression;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Least squares that is pulled towards coefficients known beforehand, for instance from many other images: LIME with a prior, G-LIME.
 *
 * <p>Columns and scores are centred by their weighted means and divided by their unweighted lengths, rows multiplied by the roots of
 * their weights; then b = (XᵀX + force I)⁻¹ (Xᵀy + force p) with p = prior / Σ|prior| (Li et al., G-LIME, 2023, in the ridge form
 * that InterpretDL has). A prior of zeros leaves a ridge, not LIME. The original reports b as it is, see {@link #standardised}, while a
 * {@link LinearFit} is in units of the score; and its R² counts the weights twice, which ours does not.
 */
public final class PriorRidge implements LinearRegression {
    private final double force;
    private final double[] prior;

    /**
     * @param force how hard the prior pulls, positive; the original takes 1
     * @param prior one a feature, in any unit
     */
    public PriorRidge(double force, double[] prior) {
        if (!(force > 0)) {
            throw new IllegalArgumentException("force is " + force + ", not positive; for no prior use new Ridge(0)");
        }
        double size = Arrays.stream(prior).map(Math::abs).sum();
        this.force = force;
        this.prior = Arrays.stream(prior).map(p -> size == 0 ? 0 : p / size).toArray();
    }

    @Override
    public LinearFit fit(double[][] rows, double[] scores, double[] weights) {
        Observations observations = Observations.of(rows, weights);
        double[] coefficients = standardised(rows, scores, weights);
        double length = length(observations, scores);
        for (int j = 0; j < coefficients.length; j++) {
            double norm = observations.norm(j);
            coefficients[j] = norm == 0 ? 0 : coefficients[j] * length / norm;
        }
        return observations.fit(coefficients, scores, Optional.empty());
    }

    /** The coefficients of columns and scores of length 1: what the original reports. */
    public double[] standardised(double[][] rows, double[] scores, double[] weights) {
        Observations observations = Observations.of(rows, weights);
        if (prior.length != observations.features()) {
            throw new IllegalArgumentException(
                    "the prior has " + prior.length + " values for " + observations.features() + " features");
        }
        double[] scales = new double[prior.length];
        Arrays.setAll(scales, observations::norm);
        DMatrixRMaj matrix = observations.matrix(scales);
        double[] residual = observations.target(scores);
        double length = length(observations, scores);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = (length == 0 ? 0 : residual[i] / length) - Observations.dot(matrix, i, prior);
        }
        // The distance from the prior is an ordinary ridge fit of what the prior leaves unexplained.
        DMatrixRMaj inverse = PseudoInverse.of(matrix, force);
        double[] coefficients = new double[prior.length];
        Arrays.setAll(coefficients, j -> prior[j] + Observations.dot(inverse, j, residual));
        return coefficients;
    }

    private static double length(Observations observations, double[] scores) {
        double mean = observations.mean(scores);
        return Math.sqrt(Arrays.stream(scores).map(y -> (y - mean) * (y - mean)).sum());
    }
}
