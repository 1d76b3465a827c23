package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Whether the equation runs the model on the input itself, so that its output there costs no further pass. */
    default boolean isLocal() {
        return false;
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        if (question.target() instanceof Target.Top top) {
            return TopClasses.interpret(model, question, this, top.count());
        }
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = isLocal() ? Inquiry.ofInput(model, single) : Inquiry.of(model, single);
            Map<String, Tensor> tensors = new LinkedHashMap<>(
                    inquiry.run(List.of(this, single.elements()), f -> inquiry.named(attribute(f, f.input()))));
            completeFrom().ifPresent(baseline -> Completeness.add(inquiry, baseline, tensors));
            return inquiry.answer(name(), this, tensors);
        });
    }
}
