package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;

/**
 * A layer's maps, weighted by their positive gradients, which count more where the maps are sparse.
 *
 * <p>Chattopadhyay et al., 2018, arXiv:1710.11063, equations 10, 12 and 19: with g the gradient, {@code α = g² / (2g² + g³ ΣA)} for each
 * cell, 0 where g is, and {@code w = Σ α relu(g)}. The paper explains exp(score), which would multiply every map by exp(score); like
 * everybody we leave that factor out. One forward and one backward pass.
 *
 * @param view layer and form of the map
 */
public record GradCamPlusPlus(MapView view) implements ClassActivationMap {
    @Override
    public String name() {
        return "grad-cam-plus-plus";
    }

    @Override
    public Expr map(Maps maps) {
        Expr a = maps.activation();
        Expr g = maps.gradient();
        return weighted(a, g, g.square(), g.square().times(g));
    }

    /** Maps weighted by derivatives of first, second and third order of exp(score), without that factor. */
    static Expr weighted(Expr a, Expr first, Expr second, Expr third) {
        Expr divisor = second.times(2).plus(third.times(Maps.sumOfCells(a)));
        Expr alpha = second.overOrZero(divisor);
        Expr weights = Maps.sumOfCells(alpha.times(first.relu()));
        return a.times(weights).sum(0);
    }
}
