package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;
import java.util.Map;

/**
 * What kinds of features count for a class over a set of inputs: the rows of the question are the set.
 *
 * <p>Ahern et al., 2019, arXiv:1909.04200, equation 5: each row is explained by LIME for its class, and the contributions w² / Σ|w| of all
 * features of a kind are averaged. A row's attributions are the global weights of its features' kinds for its class; the whole table comes
 * along as {@code prior}. As many passes as LIME takes for each row. With a budget the answer tells {@code rows}, how many were learnt from.
 *
 * @param lime explains each row
 * @param kinds of features
 * @param contribution what a weight of LIME adds
 * @param scope which features occur
 * @param budget after its time no further row is learnt from; its tolerance is for LIME's weights of each row
 */
public record NormLime(Lime lime, Kinds kinds, Contribution contribution, Scope scope, Budget budget)
        implements Interpretation, GlobalLearning {
    /** Which of a row's features enter the averages. */
    public enum Scope {
        /** All of them, as for pictures. */
        ALL,
        /** Those that speak for the class, as InterpretDL does for texts. */
        POSITIVE
    }

    public NormLime(Lime lime, Kinds kinds, Contribution contribution, Scope scope) {
        this(lime, kinds, contribution, scope, Budget.none());
    }

    @Override
    public String name() {
        return "norm-lime";
    }

    @Override
    public boolean mixesRows() {
        return true;
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(model, question, one -> {
            Learnt learnt = learnt(model, one);
            Explanation answer =
                    GlobalAnswer.ofClass(this, model, one, new Kinded(lime.features(), kinds), learnt.weights());
            return budget.isNone()
                    ? answer
                    : answer.with(answer.quality()
                            .reaching(
                                    Map.of("rows", (double) learnt.rows()),
                                    learnt.rows() == one.rows(),
                                    learnt.seconds() + answer.quality().seconds()));
        });
    }

    @Override
    public GlobalWeights weights(Model model, Question question) {
        return learnt(model, question).weights();
    }

    /** What was learnt, from so many rows. */
    private record Learnt(GlobalWeights weights, int rows, double seconds) {}

    private Learnt learnt(Model model, Question question) {
        long started = System.nanoTime();
        GlobalWeights weights = GlobalWeights.EMPTY;
        int row = 0;
        while (row < question.rows() && (row == 0 || !budget.isOver(started))) {
            Question asked = question.row(row);
            Inquiry inquiry = Inquiry.of(model, asked);
            Lime own = lime.row(question, row);
            Segments segments = own.segments(inquiry);
            double[] local = budget.isNone()
                    ? all(own, inquiry, segments)
                    : some(own, model, asked, leastOfFit(own, segments), started);
            weights = with(weights, GlobalAnswer.label(inquiry), kinds.row(row).of(inquiry, segments)[0], local);
            row++;
        }
        return new Learnt(weights, row, Budget.seconds(started));
    }

    private static double[] all(Lime lime, Inquiry inquiry, Segments segments) {
        return lime.scores(inquiry, segments).fits(any -> lime.regression()).coefficients()[0];
    }

    /** Two samples a feature: fewer hardly tell features apart. */
    private static int leastOfFit(Lime lime, Segments segments) {
        return Math.min(lime.samples(), 2 * segments.features());
    }

    private double[] some(Lime lime, Model model, Question question, int least, long started) {
        return Anytime.of(lime.samples(), least, budget.since(started), lime::with)
                .interpret(model, question)
                .tensor("weights")
                .orElseThrow()
                .doubles();
    }

    private GlobalWeights with(GlobalWeights learnt, int label, int[] of, double[] local) {
        return scope == Scope.ALL
                ? learnt.plus(label, of, local, contribution)
                : learnt.plusPositive(label, of, local, contribution);
    }
}
