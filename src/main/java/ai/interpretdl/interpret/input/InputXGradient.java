package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;

/**
 * The gradient times the input: the score's linear part, element by element.
 *
 * <p>Shrikumar et al., 2016, arXiv:1605.01713. For a network of rectifiers without biases the attributions sum to the score.
 */
public record InputXGradient() implements InputAttribution {
    @Override
    public String name() {
        return "input-x-gradient";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return f.gradient(x).times(x);
    }
}
