package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An algorithm that gives each element of the input a number, by one equation. */
public interface InputAttribution extends Interpretation {
    /**
     * The equation, written for one row.
     *
     * @param f the model
     * @param x the explained input: a bundle of one tensor for each
     * @return attributions shaped like {@code x}
     */
    Expr attribute(Explained f, Expr x);

    /** Where the attributions start from, of methods whose attributions sum to score - score(baseline). */
    default Optional<Baseline> completeFrom() {
        return Optional.empty();
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        if (question.target() instanceof Target.Top top) {
            return TopClasses.interpret(model, question, this, top.count());
        }
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            Map<String, Tensor> tensors = new LinkedHashMap<>(inquiry.run(f -> inquiry.named(attribute(f, f.input()))));
            completeFrom().ifPresent(baseline -> Completeness.add(inquiry, baseline, tensors));
            return inquiry.answer(name(), this, tensors);
        });
    }
}
