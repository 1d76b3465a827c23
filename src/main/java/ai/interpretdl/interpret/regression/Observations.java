package ai.interpretdl.interpret.regression;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/** Rows with their weights, centred so that the intercept drops out of a fit. */
final class Observations {
    private final double[][] rows;
    private final double[] weights;
    private final double totalWeight;
    private final double[] means;

    private Observations(double[][] rows, double[] weights, double totalWeight) {
        this.rows = rows;
        this.weights = weights;
        this.totalWeight = totalWeight;
        this.means = means(rows, weights, totalWeight);
    }

    static Observations of(double[][] rows, double[] weights) {
        if (rows.length == 0 || rows.length != weights.length) {
            throw new IllegalArgumentException("there are " + rows.length + " rows and " + weights.length
                    + " weights: give one weight for each row, and at least one row");
        }
        if (Arrays.stream(rows).anyMatch(row -> row.length != rows[0].length)) {
            throw new IllegalArgumentException("rows differ in length: each needs the same features");
        }
        double total = Arrays.stream(weights).sum();
        if (!(total > 0)
                || total == Double.POSITIVE_INFINITY
                || Arrays.stream(weights).anyMatch(w -> w < 0)) {
            throw new IllegalArgumentException("weights sum to " + total + ": none may be negative, and not all 0");
        }
        return new Observations(rows, weights, total);
    }

    int samples() {
        return rows.length;
    }

    int features() {
        return means.length;
    }

    double weight(int sample) {
        return weights[sample];
    }

    double totalWeight() {
        return totalWeight;
    }

    /** A feature of a row, less its weighted mean. */
    double centred(int sample, int feature) {
        return rows[sample][feature] - means[feature];
    }

    /** The Euclidean length of a centred column, every row counting once; 0 for a column that is constant but for rounding. */
    double norm(int feature) {
        double centred = 0;
        double raw = 0;
        for (int i = 0; i < rows.length; i++) {
            centred += centred(i, feature) * centred(i, feature);
            raw += rows[i][feature] * rows[i][feature];
        }
        return centred > 1e-24 * raw ? Math.sqrt(centred) : 0;
    }

    /** The centred rows, each times the root of its weight, each column divided by its scale; columns of scale 0 become 0. */
    DMatrixRMaj matrix(double[] scales) {
        DMatrixRMaj matrix = new DMatrixRMaj(samples(), features());
        for (int i = 0; i < samples(); i++) {
            double root = Math.sqrt(weights[i]);
            for (int j = 0; j < features(); j++) {
                matrix.set(i, j, scales[j] == 0 ? 0 : root * centred(i, j) / scales[j]);
            }
        }
        return matrix;
    }

    double mean(double[] scores) {
        if (scores.length != rows.length) {
            throw new IllegalArgumentException(
                    "there are " + scores.length + " scores for " + rows.length + " rows: give one for each");
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += weights[i] * scores[i];
        }
        return sum / totalWeight;
    }

    /** The scores less their weighted mean, each times the root of its weight. */
    double[] target(double[] scores) {
        double mean = mean(scores);
        double[] target = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            target[i] = Math.sqrt(weights[i]) * (scores[i] - mean);
        }
        return target;
    }

    /** The model with these coefficients, and the intercept and fit that follow from them. */
    LinearFit fit(double[] coefficients, double[] scores, Optional<double[]> standardErrors) {
        double mean = mean(scores);
        double intercept = mean - dot(means, coefficients);
        double unexplained = 0;
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            double residual = scores[i] - intercept - dot(rows[i], coefficients);
            unexplained += weights[i] * residual * residual;
            total += weights[i] * (scores[i] - mean) * (scores[i] - mean);
        }
        double r2 = total > 0 ? 1 - unexplained / total : unexplained > 0 ? 0 : 1;
        return new LinearFit(coefficients, intercept, r2, standardErrors);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** A row of a matrix times a vector, which may be shorter. */
    static double dot(DMatrixRMaj matrix, int row, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += matrix.get(row, i) * vector[i];
        }
        return sum;
    }

    private static double[] means(double[][] rows, double[] weights, double totalWeight) {
        double[] means = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < means.length; j++) {
                means[j] += weights[i] / totalWeight * rows[i][j];
            }
        }
        return means;
    }
}
