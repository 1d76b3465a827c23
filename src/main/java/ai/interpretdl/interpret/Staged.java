package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import java.util.Optional;

/**
 * An algorithm that is one program, and then Java: what it asks of the model depends on nothing that the model says.
 *
 * <p>Whoever repeats it, at points nearby, under other seeds or with other weights, does so within one program too. What decides by the answers
 * what to ask next, such as guided IG, partition SHAP, integrated gradients with a tolerance or sampling within a budget, is not one.
 */
public interface Staged extends Interpretation {
    /** The algorithm, where it is one program with the parameters that it has. */
    static Optional<Staged> of(Interpretation algorithm) {
        return algorithm instanceof Staged staged && staged.isOneProgram() ? Optional.of(staged) : Optional.empty();
    }

    /** Whether it is one program with the parameters that it has. */
    default boolean isOneProgram() {
        return true;
    }

    /** The question as this algorithm asks it. */
    default Question asked(Model model, Question question) {
        return question;
    }

    /**
     * What is asked of all rows of a question.
     *
     * @param seed of what is drawn outside of the program
     */
    Stage stage(Inquiry inquiry, long seed);

    @Override
    default Explanation interpret(Model model, Question question) {
        return RowByRow.interpret(model, asked(model, question), single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            Stage stage = stage(inquiry, single.run().seed());
            return inquiry.answer(name(), this, stage.run(inquiry));
        });
    }
}
