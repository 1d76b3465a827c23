package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.PriorRidge;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * LIME that is pulled towards what is known of features of their kind.
 *
 * <p>Li et al., G-LIME, 2023, in the ridge form that InterpretDL has, see {@link PriorRidge}; the weights are in units of the score, where
 * InterpretDL leaves them standardised. As many passes as LIME takes, beside what learning the prior takes.
 *
 * @param lime its samples and their weights; its regression gives way to the prior's
 * @param kinds of features
 * @param prior weights of kinds for classes
 * @param force how hard the prior pulls, above 0; 1 in InterpretDL
 */
public record LimePrior(Lime lime, Kinds kinds, GlobalLearning prior, double force) implements Pulled {
    public LimePrior {
        Require.positive(force, "force");
    }

    @Override
    public String name() {
        return "lime-prior";
    }

    @Override
    public LimePrior base() {
        return this;
    }

    @Override
    public LimePrior with(LimePrior base) {
        return base;
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return by(this, model, question, towards -> new PriorRidge(force, towards), (scores, fit) -> Map.of());
    }

    /** What an answer has beside the linear model. */
    @FunctionalInterface
    interface Further<R extends LinearRegression> {
        Map<String, Tensor> of(LocalScores scores, R regression);
    }

    /**
     * Explains every row by a linear model with a prior.
     *
     * @param regression for the weights that are known of the features of a row
     */
    <R extends LinearRegression> Explanation by(
            Interpretation algorithm,
            Model model,
            Question question,
            Function<double[], R> regression,
            Further<R> further) {
        return TopClasses.each(model, question, ofClass -> {
            GlobalWeights known = prior.weights(model, ofClass);
            return RowByRow.each(model, ofClass, (one, row) -> {
                Inquiry inquiry = Inquiry.of(model, one.row(row));
                Lime own = lime.row(one, row);
                Segments segments = own.segments(inquiry);
                int[] of = kinds.of(inquiry, segments)[0];
                R pulled = regression.apply(known.prior(GlobalAnswer.label(inquiry), of));
                LocalScores scores = own.scores(inquiry, segments);
                Map<String, Tensor> tensors =
                        new LinkedHashMap<>(scores.fits(any -> pulled).tensors(inquiry, segments));
                tensors.put("kinds", GlobalAnswer.numbers(of));
                tensors.putAll(further.of(scores, pulled));
                return inquiry.answer(algorithm.name(), algorithm, tensors);
            });
        });
    }
}
