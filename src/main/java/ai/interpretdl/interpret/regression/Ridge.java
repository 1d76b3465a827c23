package ai.interpretdl.interpret.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * Weighted least squares with the penalty alpha |coefficients|²; the intercept is free.
 *
 * <p>Minimises Σ w (score - intercept - row · b)² + alpha |b|² (Hoerl and Kennard, 1970; scikit-learn's {@code Ridge}). Without a
 * penalty, among the solutions that fit equally well, the one that is shortest after every column was divided by its length: what
 * InterpretDL's LIME asks for.
 *
 * @param alpha the penalty, not negative; the LIME paper's code takes 1, InterpretDL 0
 */
public record Ridge(double alpha) implements LinearRegression {
    public Ridge {
        if (!(alpha >= 0)) {
            throw new IllegalArgumentException("alpha is " + alpha + ": a penalty is 0 or more");
        }
    }

    @Override
    public LinearFit fit(double[][] rows, double[] scores, double[] weights) {
        return fitAll(rows, List.of(scores), weights).get(0);
    }

    /** Fits several scores of the same samples, for instance of all classes, for little more than the price of one. */
    public List<LinearFit> fitAll(double[][] rows, List<double[]> scores, double[] weights) {
        Observations observations = Observations.of(rows, weights);
        double[] scales = scales(observations);
        DMatrixRMaj matrix = observations.matrix(scales);
        DMatrixRMaj inverse = PseudoInverse.of(withIntercept(matrix, observations), alpha);
        return scores.stream()
                .map(each -> fit(observations, matrix, inverse, scales, each))
                .toList();
    }

    private double[] scales(Observations observations) {
        double[] scales = new double[observations.features()];
        Arrays.setAll(scales, j -> alpha == 0 ? observations.norm(j) : 1);
        return scales;
    }

    /**
     * One more column, at right angles to the centred ones. It takes no part in the solution, and makes the system regular when there
     * are fewer samples than features: centred rows are always dependent.
     */
    private static DMatrixRMaj withIntercept(DMatrixRMaj matrix, Observations observations) {
        DMatrixRMaj wider = new DMatrixRMaj(matrix.numRows, matrix.numCols + 1);
        for (int i = 0; i < matrix.numRows; i++) {
            System.arraycopy(matrix.data, i * matrix.numCols, wider.data, i * wider.numCols, matrix.numCols);
            wider.set(i, matrix.numCols, Math.sqrt(observations.weight(i) / observations.totalWeight()));
        }
        return wider;
    }

    private static LinearFit fit(
            Observations observations, DMatrixRMaj matrix, DMatrixRMaj inverse, double[] scales, double[] scores) {
        int features = scales.length;
        double[] target = observations.target(scores);
        double[] scaled = new double[features];
        Arrays.setAll(scaled, j -> Observations.dot(inverse, j, target));
        double[] residuals = new double[target.length];
        Arrays.setAll(residuals, i -> target[i] - Observations.dot(matrix, i, scaled));
        double[] coefficients = new double[features];
        Arrays.setAll(coefficients, j -> scales[j] == 0 ? 0 : scaled[j] / scales[j]);
        return observations.fit(coefficients, scores, errors(inverse, residuals, scales));
    }

    private static Optional<double[]> errors(DMatrixRMaj inverse, double[] residuals, double[] scales) {
        int freedom = residuals.length - scales.length - 1;
        if (freedom <= 0) {
            return Optional.empty();
        }
        double[] errors = new double[scales.length];
        for (int j = 0; j < errors.length; j++) {
            double variance = 0;
            for (int i = 0; i < residuals.length; i++) {
                double share = inverse.get(j, i) * residuals[i];
                variance += share * share;
            }
            errors[j] = scales[j] == 0 ? 0 : Math.sqrt(variance * residuals.length / freedom) / scales[j];
        }
        return Optional.of(errors);
    }
}
