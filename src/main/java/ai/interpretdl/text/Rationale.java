package ai.interpretdl.text;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * How much a prediction rests on the features that an attribution calls the most relevant ones: comprehensiveness and sufficiency
 * (DeYoung et al., 2020, ERASER, arXiv:1911.03429), averaged over rationales of several lengths.
 *
 * @param shares the lengths, each a share of the features in (0, 1]; at least one feature is taken
 */
public record Rationale(List<Double> shares) {
    /** The lengths of the paper: 1, 5, 10, 20 and 50 percent. */
    public static final Rationale ERASER = new Rationale(List.of(0.01, 0.05, 0.1, 0.2, 0.5));

    public Rationale {
        shares = List.copyOf(shares);
        if (shares.isEmpty() || shares.stream().anyMatch(share -> !(share > 0 && share <= 1))) {
            throw new IllegalArgumentException("shares of features are above 0 and at most 1, not " + shares);
        }
    }

    /**
     * Switches for comprehensiveness: each row lacks its rationale. BOOL {@code [shares, features]}.
     *
     * @param values attribution of each feature
     */
    public Tensor removed(double[] values) {
        return rows(values, true);
    }

    /**
     * Switches for sufficiency: each row has nothing but its rationale. BOOL {@code [shares, features]}.
     *
     * @param values attribution of each feature
     */
    public Tensor alone(double[] values) {
        return rows(values, false);
    }

    private Tensor rows(double[] values, boolean withoutRationale) {
        RemovalOrder.requireFinite(values);
        int[] order = RemovalOrder.MOST_RELEVANT_FIRST.order(values);
        Switches switches = new Switches(shares.size(), values.length);
        for (int row = 0; row < shares.size(); row++) {
            int length = (int) Math.ceil(shares.get(row) * values.length);
            int from = withoutRationale ? 0 : length;
            int to = withoutRationale ? length : values.length;
            Arrays.stream(order, from, to).forEach(switches.off(row));
        }
        return switches.tensor();
    }

    /**
     * The mean loss of score, the paper's AOPC: with the scores of {@link #removed} comprehensiveness (high is good), with those of
     * {@link #alone} sufficiency (low is good). The empty rationale counts as one more length, with loss 0, as in the paper.
     *
     * @param full score of the whole text
     * @param scores one a share
     */
    public double aggregate(double full, double[] scores) {
        if (scores.length != shares.size()) {
            throw new IllegalArgumentException(
                    scores.length + " scores for " + shares.size() + " lengths of rationales");
        }
        return Arrays.stream(scores).map(score -> full - score).sum() / (scores.length + 1);
    }
}
