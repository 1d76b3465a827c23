package ai.interpretdl.autodiff;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How the elements of an input are drawn, so that central differences do not step over a kink. */
@FunctionalInterface
interface Values {
    /** How far from a kink elements stay: more than twice the step of the differences. */
    double MARGIN = 0.1;

    double[] draw(Random random, int count);

    static Values between(double low, double high) {
        return (random, count) ->
                random.doubles(count, low, high == low ? low + 1e-9 : high).toArray();
    }

    /** Between -2 and 2, but not near a kink. */
    static Values away(double... kinks) {
        return awayWithin(-2, 2, kinks);
    }

    /** Between two bounds, but not near a kink. */
    static Values awayWithin(double low, double high, double... kinks) {
        return (random, count) -> random.doubles(low, high)
                .filter(x -> Arrays.stream(kinks).noneMatch(kink -> Math.abs(x - kink) < MARGIN))
                .limit(count)
                .toArray();
    }

    /** All elements well apart, in random order: no ties among them, none near 0. */
    static Values apart() {
        return (random, count) -> {
            List<Integer> order = IntStream.range(0, count).boxed().collect(java.util.stream.Collectors.toList());
            Collections.shuffle(order, random);
            return order.stream()
                    .mapToDouble(i -> 3 * MARGIN * (i - count / 2 + 0.5))
                    .toArray();
        };
    }

    /** These numbers. */
    static Values exactly(double... numbers) {
        return (random, count) -> Arrays.copyOf(numbers, count);
    }
}
