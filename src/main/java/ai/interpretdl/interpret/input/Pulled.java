package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.model.Model;

/** LIME with a prior, and what is made of it. What has to be learnt of kinds is learnt from all rows at once, before they are explained. */
public interface Pulled extends Perturbing {
    LimePrior base();

    @Override
    default boolean mixesRows() {
        return base().prior() instanceof Interpretation learnt && learnt.mixesRows();
    }

    /** The same made of another. */
    Pulled with(LimePrior base);

    @Override
    default Features features() {
        return base().lime().features();
    }

    @Override
    default Baseline baseline() {
        return base().lime().baseline();
    }

    /** Not where the model is asked for more than scores: to learn a prior, or for the activations that regions are told apart by. */
    @Override
    default boolean isOneProgram() {
        return base().isKnown() && !(base().kinds() instanceof Kinds.Clustered);
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        return base().isKnown()
                ? Perturbing.super.interpret(model, question)
                : TopClasses.each(
                        model,
                        question,
                        one -> with(base().knowing(base().prior().weights(model, one)))
                                .interpret(model, one));
    }
}
