package ai.interpretdl.interpret.input;

import ai.interpretdl.autodiff.Overlays;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;

/**
 * The gradient with rectifiers that pass only what is positive, where they were active.
 *
 * <p>Springenberg et al., 2015, arXiv:1412.6806, section 3.4. ReLU and ReLU6; smooth activations keep their derivative, as in Captum.
 */
public record GuidedBackprop() implements InputAttribution {
    @Override
    public String name() {
        return "guided-backprop";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return f.with(f.rules().with(Overlays.guided())).gradient(x);
    }
}
