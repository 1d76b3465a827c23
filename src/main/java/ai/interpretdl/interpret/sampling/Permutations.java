package ai.interpretdl.interpret.sampling;

import java.util.BitSet;

/**
 * Orders in which the features join, one after the other, and the coalitions that arise on the way: Shapley sampling.
 *
 * <p>Castro, Gómez and Tejada, 2009; every other order is the reverse of the one before it (Mitchell et al., 2022, arXiv:2104.12199,
 * section 4.1), which cancels interactions of two features. Row 0 of the masks is the empty coalition and row 1 the full one, which all
 * orders share; then come, order by order, the coalitions of 1 to n - 1 features. Nothing is kept: a row is computed from the seed and
 * its number.
 *
 * @param features number of players, positive
 * @param permutations number of orders, positive; with the empty and the full coalition they ask for 2 + permutations (features - 1) scores
 * @param seed of the orders
 */
public record Permutations(int features, int permutations, long seed) {
    public Permutations {
        if (features < 1 || permutations < 1) {
            throw new IllegalArgumentException(
                    "features is " + features + " and permutations " + permutations + ": both have to be positive");
        }
        Math.addExact(2, Math.multiplyExact(permutations, features - 1));
    }

    /** The features in the order in which they join. */
    public int[] order(int permutation) {
        int[] order = CounterRandom.of(seed, permutation / 2).permutation(features);
        return permutation % 2 == 0 ? order : reversed(order);
    }

    /** The row of the masks where the first {@code size} features of an order are present. */
    public int row(int permutation, int size) {
        if (size == 0 || size == features) {
            return size == 0 ? 0 : 1;
        }
        return 2 + permutation * (features - 1) + size - 1;
    }

    public Masks masks() {
        return Masks.of(2 + permutations * (features - 1), features, this::coalition);
    }

    private BitSet coalition(int row) {
        BitSet present = new BitSet(features);
        if (row == 1) {
            present.set(0, features);
        } else if (row > 1) {
            int[] order = order((row - 2) / (features - 1));
            for (int i = 0; i <= (row - 2) % (features - 1); i++) {
                present.set(order[i]);
            }
        }
        return present;
    }

    private static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reversed[i] = order[order.length - 1 - i];
        }
        return reversed;
    }
}
