package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import java.util.Optional;

/**
 * How much the score drops when an element of a layer is set to 0, for each in turn.
 *
 * <p>Zeiler and Fergus, 2014, arXiv:1311.2901, section 4.2, at an inner value; Captum's LayerFeatureAblation. Needs no gradient: one forward
 * pass, and one from the layer on for each element, in one program.
 *
 * @param layer the value; the model's default when empty
 */
public record LayerFeatureAblation(Optional<String> layer) implements LayerAttribution {
    @Override
    public String name() {
        return "layer-feature-ablation";
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        Expr a = f.activation(value, x);
        long[] dims = a.shape().dims();
        Samples i = f.samples(a.shape().size());
        Expr off = f.range(a.shape().size()).equalTo(f.index(i)).reshape(dims);
        Expr without = f.above(value).score(off.where(a.zeros(), a)).stack(i);
        return f.score(x).minus(without).reshape(dims);
    }
}
