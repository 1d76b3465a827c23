package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * What a layer says of the input, whatever the target.
 *
 * <p>One forward pass up to the layer.
 *
 * @param layer the value; the model's default when empty
 */
public record LayerActivation(Optional<String> layer) implements LayerAttribution {
    @Override
    public String name() {
        return "layer-activation";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public boolean needsWay() {
        return false;
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        return f.activation(value, x);
    }
}
