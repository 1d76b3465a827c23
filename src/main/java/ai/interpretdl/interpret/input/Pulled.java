package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Interpretation;

/** LIME with a prior, and what is made of it. */
public interface Pulled extends Interpretation {
    LimePrior base();

    @Override
    default boolean mixesRows() {
        return base().prior() instanceof Interpretation learnt && learnt.mixesRows();
    }

    /** The same made of another. */
    Interpretation with(LimePrior base);
}
