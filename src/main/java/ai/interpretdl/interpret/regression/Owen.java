package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Hierarchy;
import ai.interpretdl.interpret.sampling.Hierarchy.Leaf;
import ai.interpretdl.interpret.sampling.Hierarchy.Pair;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Shapley values where features join group by group: Owen values, the algorithm of PartitionSHAP.
 *
 * <p>The mean gain of a feature over the orders that keep every group of the hierarchy together (Owen, 1977; Winter, 1989). Each group in
 * turn is split in two, which play against each other with what was decided above present or not; that asks for about 2n²/3 scores for n
 * features in a balanced hierarchy, rather than 2ⁿ. When the evaluations run out, the groups whose presence changes the score most have
 * been split first, and what remains of a group is shared equally by its features. The sum is exact in either case.
 *
 * @param hierarchy of the features 0 to n - 1, each once
 * @param evaluations the most scores to ask for, at least 2; they are asked for in rounds, see {@link Game}
 */
public record Owen(Hierarchy hierarchy, int evaluations) {
    /** Smaller would follow the stakes more strictly, larger would make fewer rounds. */
    private static final double CLOSE = 8;

    public Owen {
        BitSet features = new BitSet();
        hierarchy.addTo(features);
        if (features.cardinality() != hierarchy.size() || features.length() != hierarchy.size()) {
            throw new IllegalArgumentException("the hierarchy has " + hierarchy.size()
                    + " leaves: they have to be the features from 0 on, each once");
        }
        if (evaluations < 2) {
            throw new IllegalArgumentException("evaluations is " + evaluations + ": none and all features take 2");
        }
    }

    /**
     * How far the game was played.
     *
     * @param evaluations scores that were asked for
     * @param error what is most at stake in a group that is not split, as a share of the largest value: about as much may be in the wrong
     *     place within a group, as far as the gains of whole groups tell
     */
    public record State(int evaluations, double error) {}

    /** The values with how far they got. */
    public record Played(ShapleyValues values, State state) {}

    /** Plays the game; the masks that it is asked for have {@code hierarchy.size()} features. */
    public ShapleyValues values(Game game) {
        return play(game, state -> false).values();
    }

    /**
     * Plays the game for as long as need be.
     *
     * @param enough is asked before each round of scores
     */
    public Played play(Game game, Predicate<State> enough) {
        BitSet all = new BitSet();
        hierarchy.addTo(all);
        double[] ends = game.scores(masks(List.of(new BitSet(), all)));
        double[] values = new double[hierarchy.size()];
        double[] shares = new double[hierarchy.size()];
        List<Part> open = new ArrayList<>();
        new Part(new BitSet(), hierarchy, ends[0], ends[1], 1).settle(values, open);
        open.forEach(part -> part.share(shares, 1));
        int left = evaluations - 2;
        while (!open.isEmpty() && left >= 2 && !enough.test(state(left, open, values, shares))) {
            List<Part> chosen = open.subList(0, Math.min(urgent(open), left / 2));
            List<Part> split = split(chosen, game, values);
            left -= 2 * chosen.size();
            chosen.forEach(part -> part.share(shares, -1));
            split.forEach(part -> part.share(shares, 1));
            chosen.clear();
            open.addAll(split);
        }
        State state = state(left, open, values, shares);
        open.forEach(part -> part.share(values, 1));
        return new Played(new ShapleyValues(ends[0], values, Optional.empty()), state);
    }

    /** @param shares what the open parts would give each feature if the game ended here */
    private State state(int left, List<Part> open, double[] values, double[] shares) {
        double stake = open.stream().mapToDouble(Part::stake).max().orElse(0);
        double largest = IntStream.range(0, values.length)
                .mapToDouble(j -> Math.abs(values[j] + shares[j]))
                .max()
                .orElse(0);
        return new State(evaluations - left, stake == 0 ? 0 : stake / largest);
    }

    /** Brings what is most at stake to the front, and counts the parts that come close: they are split together, as one batch. */
    private static int urgent(List<Part> open) {
        open.sort(Comparator.comparingDouble(Part::stake).reversed());
        double close = open.get(0).stake() / CLOSE;
        return Math.max(
                1, (int) open.stream().takeWhile(part -> part.stake() >= close).count());
    }

    /** Asks for the scores of both halves of each part, and takes the parts that this leaves. */
    private List<Part> split(List<Part> parts, Game game, double[] values) {
        List<BitSet> asked = new ArrayList<>();
        for (Part part : parts) {
            Pair halves = (Pair) part.group;
            asked.add(part.with(halves.first()));
            asked.add(part.with(halves.second()));
        }
        double[] scores = game.scores(masks(asked));
        List<Part> open = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).split(scores[2 * i], scores[2 * i + 1], values, open);
        }
        return open;
    }

    private Masks masks(List<BitSet> rows) {
        return Masks.of(rows, hierarchy.size());
    }

    /**
     * A group that joins where some features are present already.
     *
     * @param present features before it
     * @param without score before it
     * @param with score with all of the group
     * @param chance the part of all orders that this stands for
     */
    private record Part(BitSet present, Hierarchy group, double without, double with, double chance) {
        double stake() {
            return chance * Math.abs(with - without);
        }

        BitSet with(Hierarchy joining) {
            BitSet both = (BitSet) present.clone();
            joining.addTo(both);
            return both;
        }

        /** Credits a single feature; keeps a group for later. */
        void settle(double[] values, List<Part> open) {
            if (group instanceof Leaf leaf) {
                values[leaf.feature()] += chance * (with - without);
            } else {
                open.add(this);
            }
        }

        /** Either half may join first: with the other half absent in one half of the orders, present in the other. */
        void split(double withFirst, double withSecond, double[] values, List<Part> open) {
            Pair halves = (Pair) group;
            Hierarchy first = halves.first();
            Hierarchy second = halves.second();
            new Part(present, first, without, withFirst, chance / 2).settle(values, open);
            new Part(with(second), first, withSecond, with, chance / 2).settle(values, open);
            new Part(present, second, without, withSecond, chance / 2).settle(values, open);
            new Part(with(first), second, withFirst, with, chance / 2).settle(values, open);
        }

        /** @param times 1 to give, -1 to take back */
        void share(double[] values, double times) {
            BitSet members = new BitSet();
            group.addTo(members);
            double each = times * chance * (with - without) / group.size();
            members.stream().forEach(feature -> values[feature] += each);
        }
    }
}
