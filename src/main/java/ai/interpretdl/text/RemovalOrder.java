package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * In which order features are taken away to see whether an attribution is right (Samek et al., 2017, arXiv:1509.06321). Each method
 * answers switches, BOOL {@code [rows, features]}, true where a feature stays; the first row keeps all.
 * A text's score is the mean of the explained class's probability over the rows.
 */
public enum RemovalOrder {
    /** MoRF: the score of a good attribution falls early. */
    MOST_RELEVANT_FIRST,
    /** LeRF: the score of a good attribution stays up. */
    LEAST_RELEVANT_FIRST;

    private static final int MOST_TILES = 100;

    /**
     * As many features more in each row, as evenly as they come, until none is left. Equal features go in the order of the text.
     *
     * @param values attribution of each feature
     * @param steps number of rows after the first; no more than there are features
     * @throws IllegalArgumentException when a value is not finite
     */
    public Tensor steps(double[] values, int steps) {
        requireFinite(values);
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + ", not positive");
        }
        int[] order = order(values);
        int rows = Math.min(steps, values.length);
        Switches switches = new Switches(rows + 1, values.length);
        for (int row = 1; row <= rows; row++) {
            int gone = (int) ((long) values.length * row / rows);
            Arrays.stream(order, 0, gone).forEach(switches.off(row));
        }
        return switches.tensor();
    }

    /**
     * InterpretDL's rule: each row takes away all features at least (LeRF: at most) as relevant as a tile. Tiles are the values
     * themselves: of MoRF the greatest hundred, of LeRF all but the least. Unlike there it is the special tokens that are spared, not
     * whatever comes first and last.
     *
     * @param values attribution of each feature
     * @throws IllegalArgumentException when a value is not finite
     */
    public Tensor tiles(double[] values) {
        requireFinite(values);
        return byTiles(values, DoubleStream.of(values).sorted().toArray());
    }

    /**
     * InterpretDL's other rule, as {@link #tiles} but with the percentiles 0 to 100 of the values, linearly interpolated.
     *
     * @param values attribution of each feature
     * @throws IllegalArgumentException when a value is not finite
     */
    public Tensor percentiles(double[] values) {
        requireFinite(values);
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int percentiles = values.length == 0 ? 0 : 101;
        return byTiles(
                values,
                IntStream.range(0, percentiles)
                        .mapToDouble(q -> percentile(sorted, q))
                        .toArray());
    }

    private static double percentile(double[] sorted, int q) {
        double at = (sorted.length - 1) * q / 100.0;
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private Tensor byTiles(double[] values, double[] ascending) {
        int rows = this == MOST_RELEVANT_FIRST
                ? Math.min(MOST_TILES, ascending.length)
                : Math.max(0, ascending.length - 1);
        Switches switches = new Switches(rows + 1, values.length);
        for (int row = 1; row <= rows; row++) {
            DoublePredicate goes = goes(ascending, row);
            IntStream.range(0, values.length).filter(i -> goes.test(values[i])).forEach(switches.off(row));
        }
        return switches.tensor();
    }

    private DoublePredicate goes(double[] ascending, int row) {
        return switch (this) {
            case MOST_RELEVANT_FIRST -> value -> value >= ascending[ascending.length - row];
            case LEAST_RELEVANT_FIRST -> value -> value <= ascending[row];
        };
    }

    /** The features, first to go first. */
    int[] order(double[] values) {
        double sign = this == MOST_RELEVANT_FIRST ? -1 : 1;
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sign * values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    static void requireFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "attribution " + i + " is " + values[i] + ": features cannot be put in order");
            }
        }
    }
}
