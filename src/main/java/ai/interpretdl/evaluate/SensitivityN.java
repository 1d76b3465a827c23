package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Segments;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How well the attributions of random subsets of n features, added up, go together with the drops of the score without them, for several n.
 *
 * <p>Ancona et al., 2018, arXiv:1711.06104, definition 2: the correlation is 1 for every n where attributions are exact. Number:
 * {@code sensitivity-n}, the mean over n; the curve has each n as a share of the features. One forward pass a subset.
 *
 * @param features what is hidden together
 * @param baseline what hides
 * @param shares n, as shares of the features
 * @param samples subsets of each size
 */
public record SensitivityN(Features features, Baseline baseline, List<Double> shares, int samples)
        implements Evaluation {
    /** From a few to nearly all. */
    public static final List<Double> SHARES = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private static final Axes AXES = new Axes("share of features hidden", "correlation");

    public SensitivityN {
        Require.positive(samples, "samples");
        shares = shares.stream().sorted().toList();
        if (shares.isEmpty() || shares.stream().anyMatch(share -> !(share > 0 && share < 1))) {
            throw new IllegalArgumentException("shares are " + shares + "; each lies between 0 and 1");
        }
    }

    @Override
    public String name() {
        return "sensitivity-n";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            Segments segments = Segments.of(inquiry, features, Parts.MOST_FEATURES);
            Subsets subsets = Subsets.of(inquiry, segments, relevance, baseline, shares, samples);
            for (int row = 0; row < relevance.rows(); row++) {
                double[] each = new double[shares.size()];
                for (int size = 0; size < each.length; size++) {
                    each[size] = subsets.correlation(row, size, Correlation.PEARSON);
                }
                answer.number("sensitivity-n", DoubleStream.of(each).average().orElse(Double.NaN))
                        .curve(
                                "correlation",
                                Curve.of(shares.stream().mapToDouble(s -> s).toArray(), each))
                        .over(AXES);
            }
        });
    }
}
