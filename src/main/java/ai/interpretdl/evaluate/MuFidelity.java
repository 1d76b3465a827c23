package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Segments;
import java.util.List;

/**
 * How well the attributions of random subsets of features, added up, go together with the drops of the score without them.
 *
 * <p>Bhatt et al., 2020, arXiv:2005.00631, definition 2.3 (faithfulness), with Pearson's correlation; Xplique takes Spearman's and a grid
 * of 9 x 9 cells. One forward pass a subset.
 *
 * @param features what is hidden together
 * @param baseline what hides
 * @param share of the features that is hidden
 * @param samples subsets
 * @param correlation of drops and sums
 */
public record MuFidelity(Features features, Baseline baseline, double share, int samples, Correlation correlation)
        implements Evaluation {
    public MuFidelity {
        Require.positive(Require.share(share, "share"), "share");
        Require.positive(samples, "samples");
    }

    @Override
    public String name() {
        return "mu-fidelity";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            Segments segments = Segments.of(inquiry, features, Parts.MOST_FEATURES);
            Subsets subsets = Subsets.of(inquiry, segments, relevance, baseline, List.of(share), samples);
            for (int row = 0; row < relevance.rows(); row++) {
                answer.number("mu-fidelity", subsets.correlation(row, 0, correlation));
            }
        });
    }
}
