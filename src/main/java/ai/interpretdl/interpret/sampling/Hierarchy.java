package ai.interpretdl.interpret.sampling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Features in groups of groups: which of them belong together, so that they may join as one. A binary tree. */
public sealed interface Hierarchy {
    /** A single feature. */
    record Leaf(int feature) implements Hierarchy {
        @Override
        public void addTo(BitSet features) {
            features.set(feature);
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** Two groups that have no feature in common. */
    record Pair(Hierarchy first, Hierarchy second) implements Hierarchy {
        @Override
        public void addTo(BitSet features) {
            first.addTo(features);
            second.addTo(features);
        }

        @Override
        public int size() {
            return first.size() + second.size();
        }
    }

    /** Sets all features of the group. */
    void addTo(BitSet features);

    /** The number of features in the group. */
    int size();

    /**
     * Groups of features that lie near each other: halved, and halved again, along the axis on which they spread most.
     *
     * <p>For tokens give their place in the text, for superpixels the centres of their areas.
     *
     * @param positions {@code [features, axes]}
     */
    static Hierarchy halving(double[][] positions) {
        if (positions.length == 0) {
            throw new IllegalArgumentException("a hierarchy needs at least one feature");
        }
        return halving(positions, IntStream.range(0, positions.length).boxed().toArray(Integer[]::new));
    }

    private static Hierarchy halving(double[][] positions, Integer[] members) {
        if (members.length == 1) {
            return new Leaf(members[0]);
        }
        int axis = IntStream.range(0, positions[0].length)
                .boxed()
                .max(Comparator.comparingDouble((Integer a) -> spread(positions, members, a))
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(0);
        Integer[] sorted = members.clone();
        Arrays.sort(sorted, Comparator.comparingDouble(member -> positions[member][axis]));
        int middle = (sorted.length + 1) / 2;
        return new Pair(
                halving(positions, Arrays.copyOf(sorted, middle)),
                halving(positions, Arrays.copyOfRange(sorted, middle, sorted.length)));
    }

    private static double spread(double[][] positions, Integer[] members, int axis) {
        var along = Arrays.stream(members)
                .mapToDouble(member -> positions[member][axis])
                .summaryStatistics();
        return along.getMax() - along.getMin();
    }
}
