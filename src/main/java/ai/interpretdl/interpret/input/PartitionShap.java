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
import ai.interpretdl.interpret.regression.Owen;
import ai.interpretdl.interpret.regression.ShapleyValues;
import ai.interpretdl.interpret.sampling.Hierarchy;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;
import java.util.List;

/**
 * What each feature adds to the score when features join group by group: Owen values over a hierarchy.
 *
 * <p>The PartitionExplainer of the SHAP library, after Owen, 1977; see {@link Owen}. Groups that matter are split first, so a few hundred
 * evaluations show where the score comes from in a picture of thousands of features. The values always sum to score - score(baseline). A row is
 * asked about for itself, because its answers decide what is asked next.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 * @param hierarchies which features belong together, a tree a row; where empty, those that lie near each other
 * @param evaluations the most scores asked for in each row, at least 2
 */
public record PartitionShap(Features features, Baseline baseline, List<Hierarchy> hierarchies, int evaluations)
        implements Interpretation {
    private static final int MOST_FEATURES = 1 << 17;
    /** Scores asked for at a time, so that every round runs the same graph. */
    private static final int BLOCK = 16;

    public PartitionShap {
        hierarchies = List.copyOf(hierarchies);
        if (evaluations < 2) {
            throw new IllegalArgumentException("evaluations is " + evaluations + ": none and all features take 2");
        }
    }

    @Override
    public String name() {
        return "partition-shap";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        if (!hierarchies.isEmpty() && hierarchies.size() != question.rows()) {
            throw new IllegalArgumentException("there are " + hierarchies.size() + " hierarchies for " + question.rows()
                    + " rows: give one a row");
        }
        return RowByRow.each(model, question, (one, row) -> {
            Inquiry inquiry = Inquiry.of(model, one.row(row));
            Segments segments = Segments.of(inquiry, features.row(one, row), MOST_FEATURES);
            Hierarchy tree = hierarchies.isEmpty() ? Hierarchy.halving(segments.centres(0)) : hierarchies.get(row);
            if (tree.size() != segments.features()) {
                throw new IllegalArgumentException("the hierarchy of row " + row + " has " + tree.size()
                        + " leaves, but the row has " + segments.features() + " features");
            }
            ShapleyValues values = new Owen(tree, evaluations)
                    .values(masks -> scores(inquiry, segments, masks, baseline.row(one, row)));
            return inquiry.answer(name(), this, ShapleyAnswer.tensors(inquiry, segments, List.of(values)));
        });
    }

    private static double[] scores(Inquiry inquiry, Segments segments, Masks masks, Baseline hiding) {
        double[] scores = new double[masks.samples()];
        for (int from = 0; from < scores.length; from += BLOCK) {
            int first = from;
            int last = scores.length - 1;
            // What fills the last block repeats its last row.
            Masks block = Masks.of(BLOCK, masks.features(), i -> masks.row(Math.min(first + i, last)));
            double[] found = Perturbation.scores(inquiry, segments, block, hiding)[0];
            System.arraycopy(found, 0, scores, from, Math.min(BLOCK, scores.length - from));
        }
        return scores;
    }
}
