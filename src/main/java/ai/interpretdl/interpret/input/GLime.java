package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * LIME with a prior from explanations of many inputs, and the order in which features enter as the penalty falls.
 *
 * <p>Li et al., G-LIME, Artificial Intelligence 2023: a global prior, and features ranked by least angle regression. The pull towards the prior is
 * InterpretDL's ridge ({@link LimePrior}); the paper's elastic net has no closed form and differs. As many passes as LIME takes.
 *
 * @param fit the regression with its prior, for instance from {@link NormLime} with any contribution
 */
public record GLime(LimePrior fit) implements Interpretation {
    @Override
    public String name() {
        return "g-lime";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(
                model, question, one -> ofClass(model, one, fit.prior().weights(model, one)));
    }

    private Explanation ofClass(Model model, Question question, GlobalWeights known) {
        return RowByRow.each(model, question, (one, row) -> {
            Inquiry inquiry = Inquiry.of(model, one.row(row));
            Lime lime = fit.lime().row(one, row);
            Segments segments = lime.segments(inquiry);
            LocalScores scores = lime.scores(inquiry, segments);
            Map<String, Tensor> tensors = new LinkedHashMap<>(fit.tensors(inquiry, segments, scores, known));
            tensors.put("order", GlobalAnswer.numbers(padded(scores.orders()[0], segments.features())));
            return inquiry.answer(name(), this, tensors);
        });
    }

    /** Features that never enter leave -1 at the end. */
    private static int[] padded(int[] order, int features) {
        int[] padded = Arrays.copyOf(order, features);
        Arrays.fill(padded, order.length, features, -1);
        return padded;
    }
}
