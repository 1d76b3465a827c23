package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * The score shared out down to a layer: what each of its elements contributed.
 *
 * <p>Bach et al., 2015, at an inner value; for the layer itself the composite's rule for whatever lies next to the input does not count, as
 * the input is further down. One forward pass, and one backward pass down to the layer.
 *
 * @param layer the value; the model's default when empty
 * @param rules how a layer shares out its relevance
 */
public record LayerLrp(Optional<String> layer, Lrp rules) implements LayerAttribution {
    @Override
    public String name() {
        return "layer-lrp";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        return rules.attribute(f.above(value), f.activation(value, x));
    }
}
