package ai.interpretdl.interpret.layer;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Expr;

/**
 * A layer's maps, each cell weighted by its own gradient.
 *
 * <p>Draelos and Carin, 2020, arXiv:2011.08891, equation 3. Below a linear head the map, without relu, sums to the score less the head's
 * bias. One forward and one backward pass.
 *
 * <p>What a normalisation reads has a gradient that is orthogonal to it, token by token, and so a map of nothing but rounding. Without a name the
 * layer of a transformer with a class token is therefore what its last attention reads, behind the normalisation.
 *
 * @param view layer and form of the map
 */
public record HiResCam(MapView view) implements ClassActivationMap {
    @Override
    public String name() {
        return "hi-res-cam";
    }

    @Override
    public String value(Model model) {
        return view.layer().map(model::layer).orElseGet(model::defaultNormalisedLayer);
    }

    @Override
    public Expr map(Maps maps) {
        return maps.activation().times(maps.gradient()).sum(0);
    }
}
