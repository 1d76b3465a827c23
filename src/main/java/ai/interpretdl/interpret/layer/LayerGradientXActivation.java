package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * The gradient of the score with respect to a layer, times the layer: its linear part, element by element.
 *
 * <p>Shrikumar et al., 2016, arXiv:1605.01713, at an inner value. One forward pass, and one backward pass down to the layer.
 *
 * @param layer the value; the model's default when empty
 */
public record LayerGradientXActivation(Optional<String> layer) implements LayerAttribution {
    @Override
    public String name() {
        return "layer-gradient-x-activation";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        return f.gradient(x, value).times(f.activation(value, x));
    }
}
