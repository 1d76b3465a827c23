package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Coalitions;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * The Shapley values as a weighted least-squares fit to the scores of coalitions: KernelSHAP.
 *
 * <p>Minimises Σ w (score(S) - base - Σ_{j in S} φ_j)² subject to Σ φ_j = score(all) - base (Lundberg and Lee, 2017, arXiv:1705.07874,
 * equation 8). The constraint is met by construction: φ is the equal share of the change plus a part u that sums to 0. A coalition and its
 * complement put the same question to u, so their pair is one equation, (score(S) - score(S̄)) / 2 = … . With fewer equations than
 * features the shortest u is taken, which leaves what is not known shared equally.
 *
 * <p>Prepared once for a design, used for as many rows and classes as there are.
 */
public final class ShapleyFit {
    private final Coalitions coalitions;
    private final Masks masks;
    private final int pairs;

    /** {@code [pairs + 1, features]}: each pair's coalition less its mean, times the root of its weight, and the row that keeps Σu = 0. */
    private final DMatrixRMaj matrix;

    private final DMatrixRMaj inverse;
    private final double[] roots;

    public ShapleyFit(Coalitions coalitions) {
        this.coalitions = coalitions;
        this.masks = coalitions.masks();
        this.pairs = masks.samples() / 2 - 1;
        this.roots = roots(coalitions.weights());
        this.matrix = matrix();
        this.inverse = PseudoInverse.of(matrix, 0);
    }

    /** @param scores one a row of the coalitions' masks: the empty one, the full one, then the pairs */
    public ShapleyValues values(double[] scores) {
        if (scores.length != masks.samples()) {
            throw new IllegalArgumentException(
                    "there are " + masks.samples() + " coalitions, but " + scores.length + " scores");
        }
        int features = masks.features();
        double change = scores[1] - scores[0];
        double[] target = target(scores, change);
        double[] values = new double[features];
        Arrays.setAll(values, j -> Observations.dot(inverse, j, target));
        double[] residuals = new double[pairs];
        Arrays.setAll(residuals, i -> target[i] - Observations.dot(matrix, i, values));
        double rounding = Arrays.stream(values).sum() / features;
        Arrays.setAll(values, j -> values[j] - rounding + change / features);
        return new ShapleyValues(scores[0], values, errors(residuals));
    }

    private static double[] roots(double[] weights) {
        double[] roots = new double[weights.length / 2 - 1];
        Arrays.setAll(roots, pair -> Math.sqrt(2 * weights[2 * pair + 2]));
        return roots;
    }

    private DMatrixRMaj matrix() {
        int features = masks.features();
        DMatrixRMaj rows = new DMatrixRMaj(pairs + 1, features);
        double squares = 0;
        for (int pair = 0; pair < pairs; pair++) {
            BitSet present = masks.row(2 * pair + 2);
            double mean = (double) present.cardinality() / features;
            for (int j = 0; j < features; j++) {
                double entry = roots[pair] * ((present.get(j) ? 1 : 0) - mean);
                rows.set(pair, j, entry);
                squares += entry * entry;
            }
        }
        // As long as the others are on average, so that it spoils no condition. It is at right angles to them, so it
        // changes no answer.
        for (int j = 0; j < features; j++) {
            rows.set(pairs, j, squares == 0 ? 1 : Math.sqrt(squares) / features);
        }
        return rows;
    }

    private double[] target(double[] scores, double change) {
        double[] target = new double[pairs + 1];
        for (int pair = 0; pair < pairs; pair++) {
            double half = (scores[2 * pair + 2] - scores[2 * pair + 3]) / 2;
            double share = (double) masks.row(2 * pair + 2).cardinality() / masks.features();
            target[pair] = roots[pair] * (half - (share - 0.5) * change);
        }
        return target;
    }

    /**
     * From the residuals of the drawn pairs, each an independent draw (Covert and Lee, 2021, section 4.2, by White's formula): enumerated
     * pairs are the same under every seed. Empty when too few were drawn to tell.
     */
    private Optional<double[]> errors(double[] residuals) {
        int total = 0;
        int drawn = 0;
        for (int pair = 0; pair < pairs; pair++) {
            total += coalitions.draws(2 * pair + 2);
            drawn += coalitions.draws(2 * pair + 2) > 0 ? 1 : 0;
        }
        int freedom = pairs - masks.features() + 1;
        if (total > 0 && (freedom < 1 || drawn < 2)) {
            return Optional.empty();
        }
        double[] errors = new double[masks.features()];
        for (int j = 0; j < errors.length && total > 0; j++) {
            errors[j] = Math.sqrt(variance(j, residuals, total) * pairs / freedom);
        }
        return Optional.of(errors);
    }

    private double variance(int feature, double[] residuals, int total) {
        double sum = 0;
        double squares = 0;
        for (int pair = 0; pair < pairs; pair++) {
            int times = coalitions.draws(2 * pair + 2);
            if (times > 0) {
                double pull = inverse.get(feature, pair) * residuals[pair];
                sum += pull;
                squares += pull * pull / times;
            }
        }
        return (squares - sum * sum / total) * total / (total - 1);
    }
}
