package ai.interpretdl.evaluate;

import java.util.Arrays;

/** How two lists of numbers go together: from -1 to 1, NaN where one of them does not vary. */
public enum Correlation {
    /** Of the numbers. */
    PEARSON {
        @Override
        double of(double[] a, double[] b) {
            return pearson(a, b);
        }
    },
    /** Of their ranks, equal numbers sharing theirs. */
    SPEARMAN {
        @Override
        double of(double[] a, double[] b) {
            return pearson(ranks(a), ranks(b));
        }
    };

    abstract double of(double[] a, double[] b);

    private static double pearson(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(Double.NaN);
        double meanB = Arrays.stream(b).average().orElse(Double.NaN);
        double both = 0;
        double varianceA = 0;
        double varianceB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - meanA) * (b[i] - meanB);
            varianceA += (a[i] - meanA) * (a[i] - meanA);
            varianceB += (b[i] - meanB) * (b[i] - meanB);
        }
        // what is left of a constant after rounding is no variation
        boolean constant =
                varianceA <= 1e-24 * a.length * meanA * meanA || varianceB <= 1e-24 * b.length * meanB * meanB;
        return constant ? Double.NaN : both / Math.sqrt(varianceA * varianceB);
    }

    /** The rank of each number, the lowest first; equal ones share theirs. */
    static double[] ranks(double[] values) {
        int[] order = Order.LEAST_RELEVANT_FIRST.of(values);
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0;
            }
            from = to + 1;
        }
        return ranks;
    }
}
