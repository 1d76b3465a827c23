package ai.interpretdl.interpret.input;

import ai.interpretdl.autodiff.Overlays;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;

/**
 * The gradient with rectifiers applied to what flows back instead of to what flowed forward.
 *
 * <p>Zeiler and Fergus, 2014, arXiv:1311.2901, section 2.1. ReLU and ReLU6; smooth activations keep their derivative, as in Captum.
 */
public record Deconvnet() implements InputAttribution {
    @Override
    public String name() {
        return "deconvnet";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return f.with(f.rules().with(Overlays.deconvolution())).gradient(x);
    }
}
