package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Permutations;
import java.util.Arrays;
import java.util.Optional;

/**
 * What each feature adds to the score on average over the orders in which the features may join (Shapley, 1953). Base and values sum to
 * the score of all features together.
 */
public final class ShapleyValues {
    private final double base;
    private final double[] values;
    private final Optional<double[]> standardErrors;

    ShapleyValues(double base, double[] values, Optional<double[]> standardErrors) {
        this.base = base;
        this.values = values;
        this.standardErrors = standardErrors;
    }

    /**
     * The exact values, from the scores of all coalitions; no sampling, no errors but rounding.
     *
     * @param scores 2ⁿ of them: bit j of an index tells whether feature j is present, as in {@code Masks.all}
     */
    public static ShapleyValues exact(double[] scores) {
        int features = Integer.numberOfTrailingZeros(scores.length);
        if (scores.length == 0 || Integer.bitCount(scores.length) != 1 || features > 20) {
            throw new IllegalArgumentException(
                    scores.length + " scores are not those of all 2^n coalitions of n features, n at most 20");
        }
        double[] share = shares(features);
        double[] values = new double[features];
        for (int coalition = 0; coalition < scores.length; coalition++) {
            int absent = scores.length - 1 & ~coalition;
            while (absent != 0) {
                int bit = absent & -absent;
                double gain = scores[coalition | bit] - scores[coalition];
                values[Integer.numberOfTrailingZeros(bit)] += share[Integer.bitCount(coalition)] * gain;
                absent ^= bit;
            }
        }
        return new ShapleyValues(scores[0], values, Optional.of(new double[features]));
    }

    /**
     * The mean gain of each feature over sampled orders. The sum is exact whatever the orders.
     *
     * @param scores one a row of the design's masks
     */
    public static ShapleyValues sampled(Permutations design, double[] scores) {
        int expected = design.masks().samples();
        if (scores.length != expected) {
            throw new IllegalArgumentException(
                    "the design has " + expected + " rows, but there are " + scores.length + " scores");
        }
        int count = design.permutations();
        int groups = (count + 1) / 2;
        double[][] sums = new double[groups][design.features()];
        for (int permutation = 0; permutation < count; permutation++) {
            int[] order = design.order(permutation);
            for (int size = 0; size < order.length; size++) {
                double gain = scores[design.row(permutation, size + 1)] - scores[design.row(permutation, size)];
                sums[permutation / 2][order[size]] += gain;
            }
        }
        double[] values = new double[design.features()];
        Arrays.setAll(
                values, j -> Arrays.stream(sums).mapToDouble(sum -> sum[j]).sum() / count);
        return new ShapleyValues(scores[0], values, errors(sums, values, count));
    }

    /** The score of no feature. */
    public double base() {
        return base;
    }

    /** One a feature, in units of the score. */
    public double[] values() {
        return values.clone();
    }

    /**
     * By how much the values would vary under other seeds, one standard deviation each; zeros for exact values. Empty where one sample
     * tells nothing about others.
     */
    public Optional<double[]> standardErrors() {
        return standardErrors.map(double[]::clone);
    }

    /** The part of all orders in which exactly a given coalition of s features comes before a given feature: s! (n-s-1)! / n!. */
    private static double[] shares(int features) {
        double[] shares = new double[features];
        double share = 1.0 / Math.max(1, features);
        for (int size = 0; size < features; size++) {
            shares[size] = share;
            share = share * (size + 1) / Math.max(1, features - size - 1);
        }
        return shares;
    }

    /** An order and its reverse depend on each other, so what varies is their sum; a last one may stand alone. */
    private static Optional<double[]> errors(double[][] sums, double[] values, int count) {
        int groups = sums.length;
        if (groups < 2) {
            return Optional.empty();
        }
        double[] errors = new double[values.length];
        for (int j = 0; j < errors.length; j++) {
            double squares = 0;
            for (int g = 0; g < groups; g++) {
                double deviation = sums[g][j] - Math.min(2, count - 2 * g) * values[j];
                squares += deviation * deviation;
            }
            errors[j] = Math.sqrt(squares * groups / (groups - 1)) / count;
        }
        return Optional.of(errors);
    }
}
