package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * The gradient of the score with respect to a layer.
 *
 * <p>One forward pass, and one backward pass down to the layer.
 *
 * @param layer the value; the model's default when empty
 */
public record LayerGradient(Optional<String> layer) implements LayerAttribution {
    @Override
    public String name() {
        return "layer-gradient";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        return f.gradient(x, value);
    }
}
