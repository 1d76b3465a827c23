package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Require;
import java.util.Arrays;

/**
 * How well attributions cover what is explained, and nothing else. InterpretDL calls it pointing game, for a box or a mask.
 *
 * <p>Numbers. Of the pixels above {@code threshold} times the largest attribution: {@code localisation}, the F1 score, with {@code
 * precision} and {@code recall}. Of the attributions as a score of each pixel: {@code auc}, the area under the ROC curve, and {@code
 * average_precision}, as scikit-learn defines them. {@code mass}, the share of all positive attributions that lies inside (Arras et al.,
 * 2022, arXiv:2003.07258: relevance mass accuracy); {@code rank}, the share of the largest pixels, as many as are meant, that lie inside; {@code
 * top}, the same for the {@code most} largest. No pass of the model beyond the one on the input.
 *
 * @param truth where the object is
 * @param threshold as a share of the largest attribution; InterpretDL's is 0.25
 * @param most how many of the largest pixels {@code top} looks at
 * @param channels how the attributions of a pixel are joined
 */
public record Localisation(Truth truth, double threshold, int most, Channels channels) implements Evaluation {
    /** Keeps F1 defined where nothing is found, as InterpretDL does. */
    private static final double LITTLE = 1e-6;

    public Localisation {
        Require.share(threshold, "threshold");
        Require.positive(most, "top");
    }

    @Override
    public String name() {
        return "localisation";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            Geometry image = relevance.image(name());
            for (int row = 0; row < relevance.rows(); row++) {
                add(answer, relevance.places(row, channels), truth.of(row, relevance.rows(), image));
            }
        });
    }

    private void add(Answer answer, double[] values, boolean[] meant) {
        double bound = threshold * Arrays.stream(values).max().orElse(0);
        int found = 0;
        int right = 0;
        int actual = 0;
        double mass = 0;
        double inside = 0;
        for (int i = 0; i < values.length; i++) {
            actual += meant[i] ? 1 : 0;
            found += values[i] > bound ? 1 : 0;
            right += values[i] > bound && meant[i] ? 1 : 0;
            mass += Math.max(0, values[i]);
            inside += meant[i] ? Math.max(0, values[i]) : 0;
        }
        double precision = found == 0 ? 0 : right / (double) found;
        double recall = right / (double) actual;
        Ranking ranking = Ranking.of(values, meant);
        answer.number("localisation", 2 * precision * recall / (precision + recall + LITTLE))
                .number("precision", precision)
                .number("recall", recall)
                .number("auc", ranking.auc())
                .number("average_precision", ranking.averagePrecision())
                .number("mass", mass == 0 ? 0 : inside / mass)
                .number("rank", ranking.hits(actual))
                .number("top", ranking.hits(Math.min(most, values.length)));
    }
}
