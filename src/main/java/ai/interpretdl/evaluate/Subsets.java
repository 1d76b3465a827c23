package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.RowShares;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Random subsets of features, several of each size: by how much the score drops without them, and what they are said to be worth. Rows with equally
 * many features share them.
 *
 * @param sizes how many there are
 * @param samples subsets of each size
 * @param drops of the score, {@code [N][sizes · samples]}
 * @param worth sums of attributions, likewise
 */
@SuppressWarnings("ArrayRecordComponent")
record Subsets(int sizes, int samples, double[][] drops, double[][] worth) {
    /**
     * @param shares of a row's features that are hidden, a size each
     * @param samples subsets of each size
     */
    static Subsets of(
            Inquiry inquiry,
            Segments segments,
            Relevance relevance,
            Baseline baseline,
            List<Double> shares,
            int samples) {
        long seed = inquiry.question().run().seed();
        Map<Integer, Masks> known = new HashMap<>();
        IntFunction<Masks> kept =
                features -> known.computeIfAbsent(features, any -> kept(features, shares, samples, seed));
        Tensor all = RowShares.of(segments, features -> kept.apply(features).tensor());
        double[][] scores = Perturbation.scores(inquiry, segments, all, baseline);
        double[] full = inquiry.score().doubles();
        Parts parts = Parts.of(inquiry, segments, relevance);
        double[][] worth = new double[scores.length][shares.size() * samples];
        for (int row = 0; row < scores.length; row++) {
            Masks own = kept.apply(segments.row(row).features());
            for (int i = 0; i < worth[row].length; i++) {
                scores[row][i] = full[row] - scores[row][i];
                worth[row][i] = hidden(own.row(i), own.features(), parts.sums(row));
            }
        }
        return new Subsets(shares.size(), samples, scores, worth);
    }

    private static Masks kept(int features, List<Double> shares, int samples, long seed) {
        return Masks.of(shares.size() * samples, features, i -> {
            BitSet row = new BitSet(features);
            row.set(0, features);
            int[] order = CounterRandom.of(seed, i).permutation(features);
            long hidden = Math.max(1, Math.round(shares.get(i / samples) * features));
            for (int j = 0; j < hidden; j++) {
                row.clear(order[j]);
            }
            return row;
        });
    }

    private static double hidden(BitSet kept, int features, double[] sums) {
        double sum = 0;
        for (int j = kept.nextClearBit(0); j < features; j = kept.nextClearBit(j + 1)) {
            sum += sums[j];
        }
        return sum;
    }

    /** How drops and worth of the subsets of one size go together. */
    double correlation(int row, int size, Correlation correlation) {
        double[] drop = Arrays.copyOfRange(drops[row], size * samples, (size + 1) * samples);
        double[] sum = Arrays.copyOfRange(worth[row], size * samples, (size + 1) * samples);
        return correlation.of(drop, sum);
    }
}
