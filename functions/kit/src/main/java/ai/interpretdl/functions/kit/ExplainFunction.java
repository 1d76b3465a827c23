package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.model.Ability;
import java.util.List;
import java.util.Set;

/**
 * An algorithm as a function: its published name, and how its parameters are read. One bean a function module.
 *
 * <p>A bean's {@code @Funq} method must not be one that is declared here: the compiler copies the annotation to the bridge method.
 */
public interface ExplainFunction {
    /** The published name, which is also its path and its event type: {@code smooth-grad}. */
    String name();

    /**
     * The algorithm as the request wants it. Reads every parameter that it knows, with its default.
     *
     * @throws Refusal naming a parameter that cannot be taken
     */
    Interpretation interpretation(Asked asked);

    /** What it asks of a model beside scores, when no parameters are given but a layer or a neuron. */
    default Set<Ability> asks() {
        return Set.of();
    }

    /** Whether it learns from a {@code corpus}, a file of texts as a whole, too. */
    default boolean learns() {
        return false;
    }

    /**
     * The algorithm where no further models are opened.
     *
     * @throws Refusal when it asks some, or naming a parameter that cannot be taken
     */
    default Interpretation alone(Asked asked) {
        List<String> others = others(asked.parameters());
        if (!others.isEmpty()) {
            throw Refusal.of("models", "names " + others + "; here only the model of the request is asked");
        }
        return interpretation(asked);
    }

    /** The names of further models that the algorithm asks, which are open while it runs. */
    default List<String> others(Parameters parameters) {
        return List.of();
    }
}
