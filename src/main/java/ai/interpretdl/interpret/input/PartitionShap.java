package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.Owen;
import ai.interpretdl.interpret.sampling.Hierarchy;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;
import java.util.List;
import java.util.Map;

/**
 * What each feature adds to the score when features join group by group: Owen values over a hierarchy.
 *
 * <p>The PartitionExplainer of the SHAP library, after Owen, 1977; see {@link Owen}. Groups that matter are split first, so a few hundred
 * evaluations show where the score comes from in a picture of thousands of features. The values always sum to score - score(baseline), so the game
 * may end at any time; the answer tells {@code evaluations} and {@code error}, see {@link Owen.State}, of rows the most. A row is asked about for
 * itself, because its answers decide what is asked next.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 * @param hierarchies which features belong together, a tree a row; where empty, those that lie near each other
 * @param evaluations the most scores asked for in each row, at least 2
 * @param budget what ends the game earlier; the error of each row, the time of all
 */
public record PartitionShap(
        Features features, Baseline baseline, List<Hierarchy> hierarchies, int evaluations, Budget budget)
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

    public PartitionShap(Features features, Baseline baseline, List<Hierarchy> hierarchies, int evaluations) {
        this(features, baseline, hierarchies, evaluations, Budget.none());
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
        long started = System.nanoTime();
        return RowByRow.each(model, question, (one, row) -> row(model, one, row, started));
    }

    private Explanation row(Model model, Question question, int row, long started) {
        // the listener is told of the game, not of each block
        Question quiet = question.row(row).telling(Progress.silent());
        Inquiry inquiry = Inquiry.of(model, quiet);
        Segments segments = Segments.of(inquiry, features.row(question, row), MOST_FEATURES);
        Baseline hiding = baseline.row(question, row);
        Stopping stopping = new Stopping(this, question, row, started);
        Owen.Played played = new Owen(tree(segments, row), evaluations)
                .play(masks -> scores(inquiry, segments, masks, hiding), stopping::isEnough);
        stopping.tell(played.state());
        Explanation answer =
                inquiry.answer(name(), this, ShapleyAnswer.tensors(inquiry, segments, List.of(played.values())));
        Map<String, Double> reached = Map.of(
                "evaluations",
                (double) played.state().evaluations(),
                "error",
                played.state().error());
        return answer.with(answer.quality()
                .reaching(reached, !stopping.early, answer.quality().seconds()));
    }

    private Hierarchy tree(Segments segments, int row) {
        Hierarchy tree = hierarchies.isEmpty() ? Hierarchy.halving(segments.centres(0)) : hierarchies.get(row);
        if (tree.size() != segments.features()) {
            throw new IllegalArgumentException("the hierarchy of row " + row + " has " + tree.size()
                    + " leaves, but the row has " + segments.features() + " features");
        }
        return tree;
    }

    /** When a row's game ends. */
    private static final class Stopping {
        private final PartitionShap asked;
        private final Question question;
        private final long row;
        private final long started;
        private boolean early;

        Stopping(PartitionShap asked, Question question, int row, long started) {
            this.asked = asked;
            this.question = question;
            this.row = row;
            this.started = started;
        }

        boolean isEnough(Owen.State state) {
            if (asked.budget.isEnough(state.error())) {
                return true;
            }
            early = tell(state) == Progress.Verdict.STOP || asked.budget.isOver(started);
            return early;
        }

        Progress.Verdict tell(Owen.State state) {
            long most = asked.evaluations;
            return question.run()
                    .progress()
                    .at(new Progress.State(row * most + state.evaluations(), question.rows() * most, state.error()));
        }
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
