package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Interpretation;
import java.util.function.Function;

/** A function of any algorithm. */
record SomeFunction(Function<Asked, Interpretation> algorithm) implements ExplainFunction {
    @Override
    public String name() {
        return "some";
    }

    @Override
    public Interpretation interpretation(Asked asked) {
        return algorithm.apply(asked);
    }
}
