package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Require;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * After how many changed places a score is taken.
 *
 * @param count how many steps
 * @param spacing where they lie
 */
public record Steps(int count, Spacing spacing) {
    /** Where steps lie. */
    public enum Spacing {
        /** As many places more in each step, from none to all. */
        EVEN,
        /**
         * InterpretDL's: between percentiles of the attributions, places that are strictly beyond one. Taking away starts at none and
         * never reaches the last places; putting in starts at the first percentile and ends at all.
         */
        PERCENTILES,
        /**
         * At each attribution that occurs, as InterpretDL does with the superpixels of LIME; when there are more, evenly chosen ones. Putting
         * in starts at the first and ends at all, twice.
         */
        LEVELS
    }

    public Steps {
        Require.positive(count, "steps");
    }

    /** Even steps. */
    public static Steps even(int count) {
        return new Steps(count, Spacing.EVEN);
    }

    /** How many places have changed at each score; ascending. */
    long[] counts(double[] values, Order order, boolean insert) {
        return switch (spacing) {
            case EVEN -> apart(values.length);
            case PERCENTILES -> percentiles(values, order, insert);
            case LEVELS -> levels(values, order, insert);
        };
    }

    private long[] apart(int places) {
        int steps = Math.min(count, places);
        return LongStream.rangeClosed(0, steps).map(k -> k * places / steps).toArray();
    }

    private long[] percentiles(double[] values, Order order, boolean insert) {
        double[] ascending = Order.LEAST_RELEVANT_FIRST.sorted(values);
        boolean most = order == Order.MOST_RELEVANT_FIRST;
        LongStream beyond = LongStream.rangeClosed(1, count).map(k -> {
            double threshold = percentile(ascending, 100.0 * (most ? count - k : k - 1) / count);
            return Arrays.stream(values)
                    .filter(v -> most ? v > threshold : v < threshold)
                    .count();
        });
        LongStream all = insert
                ? LongStream.concat(beyond, LongStream.of(values.length))
                : LongStream.concat(LongStream.of(0), beyond);
        return all.toArray();
    }

    private static double percentile(double[] ascending, double percent) {
        double at = (ascending.length - 1) * percent / 100;
        int below = (int) at;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }

    private long[] levels(double[] values, Order order, boolean insert) {
        double[] sorted = order.sorted(values);
        LongStream.Builder ends = LongStream.builder();
        if (!insert) {
            ends.add(0);
        }
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[i - 1]) {
                ends.add(i);
            }
        }
        if (insert) {
            ends.add(sorted.length);
        }
        long[] all = ends.build().toArray();
        if (all.length <= count) {
            return all;
        }
        return LongStream.range(0, count)
                .map(k -> all[count == 1 ? 0 : (int) (k * (all.length - 1) / (count - 1))])
                .toArray();
    }
}
