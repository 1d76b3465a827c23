package ai.interpretdl.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** In which order places change. */
enum Order {
    MOST_RELEVANT_FIRST(-1),
    LEAST_RELEVANT_FIRST(1);

    private final double sign;

    Order(double sign) {
        this.sign = sign;
    }

    /** The places, first to change first; equal ones in their own order. */
    int[] of(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(sign * values[a], sign * values[b]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The position of each place in that order. */
    double[] ranks(double[] values) {
        int[] order = of(values);
        double[] ranks = new double[values.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }

    /** The values in that order. */
    double[] sorted(double[] values) {
        return Arrays.stream(values)
                .map(v -> sign * v)
                .sorted()
                .map(v -> sign * v)
                .toArray();
    }
}
