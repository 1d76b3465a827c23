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
import ai.interpretdl.interpret.regression.PriorRidge;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

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
public record LimePrior(Lime lime, Kinds kinds, GlobalLearning prior, double force) implements Interpretation {
    public LimePrior {
        Require.positive(force, "force");
    }

    @Override
    public String name() {
        return "lime-prior";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(model, question, one -> ofClass(model, one, prior.weights(model, one)));
    }

    private Explanation ofClass(Model model, Question question, GlobalWeights known) {
        return RowByRow.each(model, question, (one, row) -> {
            Inquiry inquiry = Inquiry.of(model, one.row(row));
            Lime own = lime.row(one, row);
            Segments segments = own.segments(inquiry);
            return inquiry.answer(name(), this, tensors(inquiry, segments, own.scores(inquiry, segments), known));
        });
    }

    /** The answer about a single row. */
    Map<String, Tensor> tensors(Inquiry inquiry, Segments segments, LocalScores scores, GlobalWeights known) {
        int[] of = kinds.of(inquiry, segments)[0];
        double[] towards = known.prior(GlobalAnswer.label(inquiry), of);
        SurrogateFits fits = scores.fits(row -> new PriorRidge(force, towards));
        Map<String, Tensor> tensors = new LinkedHashMap<>(fits.tensors(inquiry, segments));
        tensors.put("kinds", GlobalAnswer.numbers(of));
        return tensors;
    }
}
