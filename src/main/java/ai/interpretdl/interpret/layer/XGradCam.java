package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;

/**
 * A layer's maps, weighted by the gradient averaged with the map itself as weight.
 *
 * <p>Fu et al., 2020, arXiv:2008.02312, equation 7: {@code w = Σ g A / ΣA}, 0 for a map that sums to 0. The map sums to what the layer's
 * linear part adds to the score. One forward and one backward pass.
 *
 * @param view layer and form of the map
 */
public record XGradCam(MapView view) implements ClassActivationMap {
    @Override
    public String name() {
        return "x-grad-cam";
    }

    @Override
    public Expr map(Maps maps) {
        Expr a = maps.activation();
        Expr weights = Maps.sumOfCells(maps.gradient().times(a)).overOrZero(Maps.sumOfCells(a));
        return a.times(weights).sum(0);
    }
}
