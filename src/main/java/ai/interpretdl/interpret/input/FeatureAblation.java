package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;
import java.util.BitSet;
import java.util.List;

/**
 * How much the score drops when one feature is replaced by the baseline, for each feature in turn.
 *
 * <p>Zeiler and Fergus, 2014, arXiv:1311.2901, section 4.2, for any groups of elements; Captum's FeatureAblation. One score a feature and one
 * of the input itself, for each baseline.
 *
 * @param features what goes together
 * @param baseline what hides
 */
public record FeatureAblation(Features features, Baseline baseline) implements Interpretation {
    static final int MOST_FEATURES = 4096;

    @Override
    public String name() {
        return "feature-ablation";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return interpret(model, question, this);
    }

    /** @param asked the algorithm in whose name the answer comes */
    Explanation interpret(Model model, Question question, Interpretation asked) {
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            Segments segments = Segments.of(inquiry, features, MOST_FEATURES);
            double[][] scores = Perturbation.scores(inquiry, segments, oneMissing(segments.features()), baseline);
            double[][] drops = new double[scores.length][segments.features()];
            for (int row = 0; row < drops.length; row++) {
                for (int j = 0; j < drops[row].length; j++) {
                    drops[row][j] = scores[row][0] - scores[row][j + 1];
                }
            }
            return inquiry.answer(asked.name(), asked, FeatureWeights.tensors(inquiry, segments, drops, List.of()));
        });
    }

    /** All features, then all but each. */
    private static Masks oneMissing(int count) {
        return Masks.of(count + 1, count, sample -> {
            BitSet row = new BitSet(count);
            row.set(0, count);
            if (sample > 0) {
                row.clear(sample - 1);
            }
            return row;
        });
    }
}
