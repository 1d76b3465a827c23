package ai.interpretdl.interpret.regression;

import java.util.Arrays;
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
        this.force = force;
        this.prior = ofSize1(prior);
    }

    /** The same direction, with absolute values that sum to 1; zeros stay. */
    static double[] ofSize1(double[] prior) {
        double size = Arrays.stream(prior).map(Math::abs).sum();
        return Arrays.stream(prior).map(p -> size == 0 ? 0 : p / size).toArray();
    }

    @Override
    public LinearFit fit(double[][] rows, double[] scores, double[] weights) {
        Standardised seen = new Standardised(rows, scores, weights);
        return seen.fit(coefficients(seen));
    }

    /** The coefficients of columns and scores of length 1: what the original reports. */
    public double[] standardised(double[][] rows, double[] scores, double[] weights) {
        return coefficients(new Standardised(rows, scores, weights));
    }

    private double[] coefficients(Standardised seen) {
        seen.checkPrior(prior);
        double[] residual = seen.target();
        Arrays.setAll(residual, i -> residual[i] - Observations.dot(seen.columns(), i, prior));
        // The distance from the prior is an ordinary ridge fit of what the prior leaves unexplained.
        DMatrixRMaj inverse = PseudoInverse.of(seen.columns(), force);
        double[] coefficients = new double[prior.length];
        Arrays.setAll(coefficients, j -> prior[j] + Observations.dot(inverse, j, residual));
        return coefficients;
    }
}
