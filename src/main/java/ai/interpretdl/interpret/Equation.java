package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An algorithm that is one equation, and so one program. */
public interface Equation extends Staged {
    /**
     * What the equation gives, by the names in the answer; written for one row.
     *
     * @param x the explained input: a bundle of one tensor for each
     */
    Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x);

    /** Whether the equation runs the model on the input itself, so that its output there costs no further pass. */
    default boolean isLocal() {
        return false;
    }

    /** Names of what gets attributions where the question does not say; as of any algorithm when empty. */
    default List<String> explained(Model model) {
        return List.of();
    }

    /** Where the attributions start from, of methods whose attributions sum to score - score(baseline). */
    default Optional<Baseline> completeFrom() {
        return Optional.empty();
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        return RowByRow.interpret(model, asked(model, question), single -> {
            Inquiry inquiry = isLocal() ? Inquiry.ofInput(model, single) : Inquiry.of(model, single);
            return answer(inquiry, inquiry.run(List.of(this, single.elements()), f -> results(inquiry, f, f.input())));
        });
    }

    @Override
    default Stage stage(Inquiry inquiry, long seed) {
        return Stage.of(List.of(this, inquiry.question().elements()), (f, x) -> results(inquiry, f, x));
    }

    /** The question, which says what gets attributions if this equation does. */
    @Override
    default Question asked(Model model, Question question) {
        return question.explain().isEmpty() ? question.explaining(explained(model)) : question;
    }

    /** The answer that the equation's results make. */
    default Explanation answer(Inquiry inquiry, Map<String, Tensor> results) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(results);
        completeFrom().ifPresent(baseline -> Completeness.add(inquiry, baseline, tensors));
        return inquiry.answer(name(), this, tensors);
    }
}
