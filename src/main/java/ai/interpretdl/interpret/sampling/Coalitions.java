package ai.interpretdl.interpret.sampling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The coalitions of features that KernelSHAP asks a model about, and what each counts.
 *
 * <p>Row 0 is the empty coalition and row 1 the full one, which the fit has to meet. All others come in pairs, rows 2k and 2k + 1, each the
 * complement of the other. Sizes are enumerated from both ends, where a coalition weighs most, as long as the samples suffice for their
 * share of the weight; what is left of the samples is drawn from the other sizes, each size as often as it weighs. (Lundberg and Lee, 2017,
 * arXiv:1705.07874, theorem 2, and their library; pairing: Covert and Lee, 2021, arXiv:2012.01536.) With 2ⁿ samples or more the design is
 * {@link #exact}. A coalition that is drawn twice is asked about once and counts twice, so the coalitions are kept: one bit a feature.
 */
public final class Coalitions {
    private final int features;
    private final List<BitSet> rows = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<Integer> draws = new ArrayList<>();

    private Coalitions(int features) {
        this.features = features;
        BitSet full = new BitSet(features);
        full.set(0, features);
        rows.add(new BitSet(features));
        rows.add(full);
        weights.addAll(List.of(0.0, 0.0));
        draws.addAll(List.of(0, 0));
    }

    /**
     * @param features number of players, positive
     * @param samples the most coalitions to ask about, with the empty and the full one; at least 4
     * @param seed of the draws
     */
    public static Coalitions of(int features, int samples, long seed) {
        if (features < 1) {
            throw new IllegalArgumentException("features is " + features + ", not positive");
        }
        if (samples < 4) {
            throw new IllegalArgumentException(
                    "samples is " + samples + ": take at least 4, for none, all and one pair of coalitions");
        }
        Coalitions coalitions = new Coalitions(features);
        int size = coalitions.enumerate(samples - 2);
        coalitions.draw(size, samples - coalitions.rows.size(), seed);
        return coalitions;
    }

    public Masks masks() {
        return Masks.of(rows, features);
    }

    /** What each row counts in the fit; 0 for the empty and the full coalition, which are met exactly. The others sum to 1. */
    public double[] weights() {
        return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How often the pair of a row was drawn; 0 where it was enumerated. */
    public int draws(int row) {
        return draws.get(row);
    }

    /** Whether every coalition is here, so that the fit gives the Shapley values themselves. */
    public boolean exact() {
        return features < 31 && rows.size() == 1 << features;
    }

    /** Adds whole sizes while they are worth their samples; returns the first size that is not. */
    private int enumerate(int samples) {
        int left = samples;
        int size = 1;
        while (size <= features / 2) {
            double count = count(size);
            if (left * share(size) / shareFrom(size) < count * (1 - 1e-8)) {
                return size;
            }
            addAll(size, share(size) / shareFrom(1) / count);
            left -= (int) count;
            size++;
        }
        return size;
    }

    private void draw(int smallest, int samples, long seed) {
        if (smallest > features / 2 || samples < 2) {
            return;
        }
        Map<BitSet, Integer> drawn = new LinkedHashMap<>();
        int total = 0;
        // Few coalitions may be left to find: do not look for the last of them for ever.
        while (2 * drawn.size() + 2 <= samples && total < 4 * samples) {
            drawn.merge(coalition(smallest, CounterRandom.of(seed, total)), 1, Integer::sum);
            total++;
        }
        double each = shareFrom(smallest) / shareFrom(1) / (2.0 * total);
        drawn.forEach((coalition, times) -> addPair(coalition, each * times, times));
    }

    /** A random coalition of at most half of the features; of exact halves, the one with feature 0. */
    private BitSet coalition(int smallest, CounterRandom random) {
        double left = random.uniform() * shareFrom(smallest);
        int size = smallest;
        while (size < features / 2 && left >= share(size)) {
            left -= share(size);
            size++;
        }
        int[] order = random.permutation(features);
        BitSet coalition = new BitSet(features);
        for (int i = 0; i < size; i++) {
            coalition.set(order[i]);
        }
        return 2 * size == features && !coalition.get(0) ? complement(coalition) : coalition;
    }

    /** Every coalition of a size with its complement, in lexical order; of exact halves those with feature 0. */
    private void addAll(int size, double weight) {
        int[] members = new int[size];
        for (int i = 0; i < size; i++) {
            members[i] = i;
        }
        int moved;
        do {
            if (2 * size < features || members[0] == 0) {
                BitSet coalition = new BitSet(features);
                for (int member : members) {
                    coalition.set(member);
                }
                addPair(coalition, weight, 0);
            }
            moved = size - 1;
            while (moved >= 0 && members[moved] == features - size + moved) {
                moved--;
            }
            for (int i = moved; i >= 0 && i < size; i++) {
                members[i] = i == moved ? members[i] + 1 : members[i - 1] + 1;
            }
        } while (moved >= 0);
    }

    private void addPair(BitSet coalition, double weight, int times) {
        rows.addAll(List.of(coalition, complement(coalition)));
        weights.addAll(List.of(weight, weight));
        draws.addAll(List.of(times, times));
    }

    private BitSet complement(BitSet coalition) {
        BitSet complement = (BitSet) coalition.clone();
        complement.flip(0, features);
        return complement;
    }

    /** How many coalitions have this size or its complement's. */
    private double count(int size) {
        double count = 2 * size == features ? 1 : 2;
        for (int i = 1; i <= size; i++) {
            count = count * (features - size + i) / i;
        }
        return Math.rint(count);
    }

    /** The weight of all coalitions of this size and its complement's, by the Shapley kernel, up to a common factor. */
    private double share(int size) {
        return (2 * size == features ? 1.0 : 2.0) / ((double) size * (features - size));
    }

    private double shareFrom(int smallest) {
        double sum = 0;
        for (int size = smallest; size <= features / 2; size++) {
            sum += share(size);
        }
        return sum;
    }
}
