package ai.interpretdl.interpret.regression;

import java.util.Optional;

/**
 * Weighted least squares with the penalty alpha Σ|coefficients|, which leaves few of them other than 0; the intercept is free.
 *
 * <p>Minimises Σ w (score - intercept - row · b)² / 2Σw + alpha Σ|b| (Tibshirani, 1996; scikit-learn's {@code Lasso}), one coefficient
 * after the other until none moves any more (Friedman, Hastie and Tibshirani, 2010).
 *
 * @param alpha the penalty, not negative
 */
public record Lasso(double alpha) implements LinearRegression {
    private static final int MOST_SWEEPS = 100_000;

    public Lasso {
        if (!(alpha >= 0)) {
            throw new IllegalArgumentException("alpha is " + alpha + ": a penalty is 0 or more");
        }
    }

    /** @throws ArithmeticException when the coefficients do not settle, as happens with alpha 0 and features that depend on each other */
    @Override
    public LinearFit fit(double[][] rows, double[] scores, double[] weights) {
        Observations observations = Observations.of(rows, weights);
        double[][] columns = columns(observations);
        double[] residual = residual(observations, scores);
        double[] squares = new double[columns.length];
        for (int j = 0; j < columns.length; j++) {
            squares[j] = observations.norm(j) == 0 ? 0 : Observations.dot(columns[j], columns[j]);
        }
        // A step that changes the prediction by less than this is lost in the rounding of the scores.
        double settled = 1e-13 * Math.sqrt(Observations.dot(residual, residual));
        double[] coefficients = new double[columns.length];
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            if (sweep(columns, squares, residual, coefficients) <= settled) {
                return observations.fit(coefficients, scores, Optional.empty());
            }
        }
        throw new ArithmeticException(
                "the lasso did not settle in " + MOST_SWEEPS + " sweeps: raise alpha, or use a ridge");
    }

    /** Moves every coefficient to its best value given the others; returns the largest change of the prediction. */
    private double sweep(double[][] columns, double[] squares, double[] residual, double[] coefficients) {
        double largest = 0;
        for (int j = 0; j < columns.length; j++) {
            if (squares[j] == 0) {
                continue;
            }
            double pull = Observations.dot(columns[j], residual) + squares[j] * coefficients[j];
            double best = Math.signum(pull) * Math.max(0, Math.abs(pull) - alpha) / squares[j];
            double move = best - coefficients[j];
            if (move != 0) {
                for (int i = 0; i < residual.length; i++) {
                    residual[i] -= move * columns[j][i];
                }
                coefficients[j] = best;
                largest = Math.max(largest, Math.abs(move) * Math.sqrt(squares[j]));
            }
        }
        return largest;
    }

    /** The centred columns, each entry times the root of its row's share of the weight. */
    private static double[][] columns(Observations observations) {
        double[][] columns = new double[observations.features()][observations.samples()];
        for (int i = 0; i < observations.samples(); i++) {
            double root = Math.sqrt(observations.weight(i) / observations.totalWeight());
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = root * observations.centred(i, j);
            }
        }
        return columns;
    }

    private static double[] residual(Observations observations, double[] scores) {
        double[] target = observations.target(scores);
        for (int i = 0; i < target.length; i++) {
            target[i] /= Math.sqrt(observations.totalWeight());
        }
        return target;
    }
}
