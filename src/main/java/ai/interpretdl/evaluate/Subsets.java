package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Random subsets of features, several of each size: by how much the score drops without them, and what they are said to be worth.
 *
 * @param sizes how many features are hidden
 * @param samples subsets of each size
 * @param drops of the score, {@code [N][sizes · samples]}
 * @param worth sums of attributions, likewise
 */
@SuppressWarnings("ArrayRecordComponent")
record Subsets(List<Integer> sizes, int samples, double[][] drops, double[][] worth) {
    static Subsets of(
            Inquiry inquiry,
            Segments segments,
            Relevance relevance,
            Baseline baseline,
            List<Integer> sizes,
            int samples) {
        long seed = inquiry.question().run().seed();
        int features = segments.features();
        Masks kept = Masks.of(sizes.size() * samples, features, i -> {
            BitSet row = new BitSet(features);
            row.set(0, features);
            int[] order = CounterRandom.of(seed, i).permutation(features);
            for (int j = 0; j < sizes.get(i / samples); j++) {
                row.clear(order[j]);
            }
            return row;
        });
        double[][] scores = Perturbation.scores(inquiry, segments, kept, baseline);
        double[] full = inquiry.score().doubles();
        Parts parts = Parts.of(inquiry, segments, relevance);
        double[][] worth = new double[scores.length][kept.samples()];
        for (int row = 0; row < scores.length; row++) {
            for (int i = 0; i < kept.samples(); i++) {
                scores[row][i] = full[row] - scores[row][i];
                worth[row][i] = hidden(kept.row(i), parts.sums(row));
            }
        }
        return new Subsets(sizes, samples, scores, worth);
    }

    private static double hidden(BitSet kept, double[] sums) {
        double sum = 0;
        for (int j = kept.nextClearBit(0); j < sums.length; j = kept.nextClearBit(j + 1)) {
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
