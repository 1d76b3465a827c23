package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;

/**
 * The gradient of the score with respect to the input.
 *
 * <p>Simonyan et al., 2014, arXiv:1312.6034, section 3.
 *
 * @param absolute whether signs are dropped, as in the paper
 */
public record Saliency(boolean absolute) implements InputAttribution {
    @Override
    public String name() {
        return "saliency";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Expr gradient = f.gradient(x);
        return absolute ? gradient.abs() : gradient;
    }
}
