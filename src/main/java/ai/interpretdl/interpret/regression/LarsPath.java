package ai.interpretdl.interpret.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/**
 * Least angle regression: the order in which features enter a linear model as its penalty falls, with the model at each entry.
 *
 * <p>Efron, Hastie, Johnstone and Tibshirani, 2004, section 2. It moves along the direction that makes the same angle with every feature
 * in the model until another feature correlates as strongly with what is left, and ends at least squares. Features that depend on those
 * in the model never enter.
 */
public final class LarsPath {
    /** A feature whose part at right angles to the model is below this share of its own length depends on the model. */
    private static final double DEPENDENT = 1e-12;

    private final double[][] columns;
    private final double[] residual;
    private final double[] coefficients;
    private final List<Integer> order = new ArrayList<>();
    private final List<Double> alphas = new ArrayList<>();
    private final List<double[]> models = new ArrayList<>();

    private LarsPath(double[][] columns, double[] target) {
        this.columns = columns;
        this.residual = target;
        this.coefficients = new double[columns.length];
        follow();
    }

    /**
     * The path of the columns as they are: neither centred nor scaled, no intercept.
     *
     * @param rows {@code [samples, features]}
     * @param target one a sample
     */
    public static LarsPath of(double[][] rows, double[] target) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return new LarsPath(columns, target.clone());
    }

    /** The features in the order in which they enter. */
    public int[] order() {
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The largest correlation with what is left, divided by the number of samples: at each entry, and at the end. Descending. */
    public double[] alphas() {
        return alphas.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The coefficients, one a feature, when that many features have had their step; 0 is the empty model. */
    public double[] coefficients(int steps) {
        return models.get(steps).clone();
    }

    private void follow() {
        boolean[] closed = new boolean[columns.length];
        double first = strongest(closed);
        double left = first;
        record(left);
        while (order.size() < columns.length && left > 1e-15 * first) {
            if (!enter(closed)) {
                return;
            }
            left = step(left, closed);
            record(left);
        }
    }

    private void record(double left) {
        alphas.add(left / residual.length);
        models.add(coefficients.clone());
    }

    private double strongest(boolean[] closed) {
        double strongest = 0;
        for (int j = 0; j < columns.length; j++) {
            if (!closed[j]) {
                strongest = Math.max(strongest, Math.abs(Observations.dot(columns[j], residual)));
            }
        }
        return strongest;
    }

    /** Takes in the feature that correlates most with what is left and is independent of the model; false when none is. */
    private boolean enter(boolean[] closed) {
        while (true) {
            int best = -1;
            double strongest = 0;
            for (int j = 0; j < columns.length; j++) {
                double correlation = closed[j] ? 0 : Math.abs(Observations.dot(columns[j], residual));
                if (correlation > strongest) {
                    best = j;
                    strongest = correlation;
                }
            }
            if (best < 0) {
                return false;
            }
            closed[best] = true;
            if (independent(best)) {
                order.add(best);
                return true;
            }
        }
    }

    private boolean independent(int feature) {
        double own = Observations.dot(columns[feature], columns[feature]);
        if (order.isEmpty()) {
            return own > 0;
        }
        double[] shares = solve(j -> Observations.dot(columns[j], columns[feature]));
        double rest = own;
        for (int k = 0; k < shares.length; k++) {
            rest -= shares[k] * Observations.dot(columns[order.get(k)], columns[feature]);
        }
        return rest > DEPENDENT * own;
    }

    /** Walks until another feature ties, or to least squares; returns the correlation that is left. */
    private double step(double left, boolean[] closed) {
        double[] direction = solve(j -> Math.signum(Observations.dot(columns[j], residual)));
        double[] way = new double[residual.length];
        for (int k = 0; k < direction.length; k++) {
            add(way, direction[k], columns[order.get(k)]);
        }
        // Along this direction every correlation in the model falls by as much as we walk.
        double walk = left;
        for (int j = 0; j < columns.length; j++) {
            if (!closed[j]) {
                double correlation = Observations.dot(columns[j], residual);
                double fall = Observations.dot(columns[j], way);
                walk = Math.min(walk, tie(left - correlation, 1 - fall));
                walk = Math.min(walk, tie(left + correlation, 1 + fall));
            }
        }
        add(residual, -walk, way);
        for (int k = 0; k < direction.length; k++) {
            coefficients[order.get(k)] += walk * direction[k];
        }
        return left - walk;
    }

    private static double tie(double lead, double speed) {
        return speed > 1e-12 ? Math.max(0, lead) / speed : Double.POSITIVE_INFINITY;
    }

    /** (AᵀA)⁻¹ r over the columns A in the model. */
    private double[] solve(IntToDoubleFunction right) {
        int size = order.size();
        DMatrixRMaj gram = new DMatrixRMaj(size, size);
        DMatrixRMaj target = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            target.set(i, right.applyAsDouble(order.get(i)));
            for (int j = 0; j < size; j++) {
                gram.set(i, j, Observations.dot(columns[order.get(i)], columns[order.get(j)]));
            }
        }
        var solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(gram)) {
            throw new ArithmeticException("the features in the model depend on each other");
        }
        DMatrixRMaj solved = new DMatrixRMaj(size, 1);
        solver.solve(target, solved);
        return solved.data;
    }

    private static void add(double[] sum, double factor, double[] column) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * column[i];
        }
    }
}
