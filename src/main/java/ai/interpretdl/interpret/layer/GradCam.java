package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;

/**
 * A layer's maps, weighted by the gradient averaged over each of them.
 *
 * <p>Selvaraju et al., 2017, arXiv:1610.02391, equations 1 and 2. One forward and one backward pass. Of a vision transformer the gradient
 * is averaged over the tokens of the picture, without the class token.
 *
 * @param view layer and form of the map
 * @param weighting how the maps are joined
 */
public record GradCam(MapView view, Weighting weighting) implements ClassActivationMap {
    /** How weighted maps become one. */
    public enum Weighting {
        /** They are added up. */
        PAPER,
        /** They are averaged over the channels, as InterpretDL does (of the probability: ask for that output). */
        ORIGINAL
    }

    public GradCam(MapView view) {
        this(view, Weighting.PAPER);
    }

    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public Expr map(Maps maps) {
        Expr weighted = maps.activation().times(Maps.meanOfCells(maps.gradient()));
        return weighting == Weighting.PAPER ? weighted.sum(0) : weighted.mean(0);
    }
}
