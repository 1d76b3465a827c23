package ai.interpretdl.interpret.regression;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * An elastic net that is pulled towards coefficients known beforehand instead of towards 0: few coefficients differ from 0, and those that do
 * lie between what was seen and what was known.
 *
 * <p>Li et al., G-LIME, Artificial Intelligence 2023: minimises |y - Xb|² / 2 + force |b - p|² / 2 + sparsity Σ|b|, with columns, scores and prior p
 * as in {@link PriorRidge}, which it is when the sparsity is 0; an elastic net when the prior is 0. The paper has it as a lasso of X and y with √force
 * times a unit matrix and √force p below them: least angle regression of those ranks the features ({@link #order}). One coefficient moves after the
 * other, by the normal equations, until none does (Friedman, Hastie and Tibshirani, 2010). InterpretDL has the ridge only.
 */
public final class PriorNet implements LinearRegression {
    private static final int MOST_SWEEPS = 100_000;

    private final double force;
    private final double sparsity;
    private final double[] prior;

    /**
     * @param force how hard the prior pulls, positive
     * @param sparsity the penalty on absolute coefficients, not negative; of weights up to 1 nothing is left from 1 + force on
     * @param prior one a feature, in any unit
     */
    public PriorNet(double force, double sparsity, double[] prior) {
        if (!(force > 0) || !(sparsity >= 0)) {
            throw new IllegalArgumentException("force is " + force + " and sparsity " + sparsity
                    + ": the first has to be positive, the other not negative");
        }
        this.force = force;
        this.sparsity = sparsity;
        this.prior = PriorRidge.ofSize1(prior);
    }

    @Override
    public LinearFit fit(double[][] rows, double[] scores, double[] weights) {
        Standardised seen = new Standardised(rows, scores, weights);
        return seen.fit(coefficients(seen));
    }

    /** The coefficients of columns and scores of length 1. */
    public double[] standardised(double[][] rows, double[] scores, double[] weights) {
        return coefficients(new Standardised(rows, scores, weights));
    }

    private double[] coefficients(Standardised seen) {
        seen.checkPrior(prior);
        DMatrixRMaj gram = new DMatrixRMaj(prior.length, prior.length);
        CommonOps_DDRM.multTransA(seen.columns(), seen.columns(), gram);
        DMatrixRMaj pull = new DMatrixRMaj(prior.length, 1);
        CommonOps_DDRM.multTransA(seen.columns(), DMatrixRMaj.wrap(seen.samples(), 1, seen.target()), pull);
        for (int j = 0; j < prior.length; j++) {
            gram.add(j, j, force);
            pull.add(j, 0, force * prior[j]);
        }
        double[] coefficients = new double[prior.length];
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            // columns and scores have length 1; less would be lost in the rounding of many coefficients and never
            // reached
            if (sweep(gram, pull, coefficients) <= 1e-13) {
                return coefficients;
            }
        }
        throw new ArithmeticException("the coefficients did not settle in " + MOST_SWEEPS + " sweeps: raise force");
    }

    /** Moves every coefficient to its best value given the others; returns the largest move. */
    private double sweep(DMatrixRMaj gram, DMatrixRMaj pull, double[] coefficients) {
        double largest = 0;
        for (int j = 0; j < coefficients.length; j++) {
            double own = gram.get(j, j);
            double rest = pull.get(j, 0) - Observations.dot(gram, j, coefficients) + own * coefficients[j];
            double size = Math.abs(rest) - sparsity;
            double best = size <= 0 ? 0 : Math.copySign(size, rest) / own;
            largest = Math.max(largest, Math.abs(best - coefficients[j]));
            coefficients[j] = best;
        }
        return largest;
    }

    /** The features in the order in which they enter as the sparsity falls. */
    public int[] order(double[][] rows, double[] scores, double[] weights) {
        Standardised seen = new Standardised(rows, scores, weights);
        seen.checkPrior(prior);
        int samples = seen.samples();
        double[][] below = new double[samples + prior.length][prior.length];
        double[] target = Arrays.copyOf(seen.target(), samples + prior.length);
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < prior.length; j++) {
                below[i][j] = seen.columns().get(i, j);
            }
        }
        for (int j = 0; j < prior.length; j++) {
            below[samples + j][j] = Math.sqrt(force);
            target[samples + j] = Math.sqrt(force) * prior[j];
        }
        return LarsPath.of(below, target).order();
    }
}
