package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.Contribution;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;

/**
 * What kinds of features count for a class over a set of inputs: the rows of the question are the set.
 *
 * <p>Ahern et al., 2019, arXiv:1909.04200, equation 5: each row is explained by LIME for its class, and the contributions w² / Σ|w| of all
 * features of a kind are averaged. A row's attributions are the global weights of its features' kinds for its class; the whole table comes
 * along as {@code prior}. As many passes as LIME takes for each row.
 *
 * @param lime explains each row
 * @param kinds of features
 * @param contribution what a weight of LIME adds
 * @param scope which features occur
 */
public record NormLime(Lime lime, Kinds kinds, Contribution contribution, Scope scope)
        implements Interpretation, GlobalLearning {
    /** Which of a row's features enter the averages. */
    public enum Scope {
        /** All of them, as for pictures. */
        ALL,
        /** Those that speak for the class, as InterpretDL does for texts. */
        POSITIVE
    }

    @Override
    public String name() {
        return "norm-lime";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return GlobalAnswer.of(this, model, question, new Kinded(lime.features(), kinds));
    }

    @Override
    public GlobalWeights weights(Model model, Question question) {
        GlobalWeights learnt = GlobalWeights.EMPTY;
        for (int row = 0; row < question.rows(); row++) {
            Inquiry inquiry = Inquiry.of(model, question.row(row));
            Lime own = lime.row(question, row);
            Segments segments = own.segments(inquiry);
            double[] local =
                    own.scores(inquiry, segments).fits(any -> lime.regression()).coefficients()[0];
            learnt = with(learnt, GlobalAnswer.label(inquiry), kinds.row(row).of(inquiry, segments)[0], local);
        }
        return learnt;
    }

    private GlobalWeights with(GlobalWeights learnt, int label, int[] of, double[] local) {
        return scope == Scope.ALL
                ? learnt.plus(label, of, local, contribution)
                : learnt.plusPositive(label, of, local, contribution);
    }
}
