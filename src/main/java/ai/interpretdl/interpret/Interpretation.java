package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;

/** An algorithm with its hyperparameters: a record, which explains any model. */
public interface Interpretation {
    /** The name under which it is published, for instance {@code smooth-grad}. */
    String name();

    /**
     * Explains a model.
     *
     * @throws IllegalArgumentException when the question does not fit the model
     * @throws ai.interpretdl.autodiff.UnsupportedOperatorException when the model cannot be differentiated as the algorithm asks
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    Explanation interpret(Model model, Question question);
}
