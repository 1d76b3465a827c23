package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;

/** An algorithm with its hyperparameters: a record, which explains any model. */
public interface Interpretation {
    /** The name under which it is published, for instance {@code smooth-grad}. */
    String name();

    /**
     * Whether what is said of a row depends on the other rows of a question: of an algorithm that learns from all of them, or goes on until the
     * last one is done.
     */
    default boolean mixesRows() {
        return false;
    }

    /**
     * Explains a model.
     *
     * @throws IllegalArgumentException when the question does not fit the model
     * @throws ai.interpretdl.autodiff.UnsupportedOperatorException when the model cannot be differentiated as the algorithm asks
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    Explanation interpret(Model model, Question question);
}
