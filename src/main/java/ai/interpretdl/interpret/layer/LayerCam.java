package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;

/**
 * A layer's maps, each cell weighted by its own gradient where that is positive.
 *
 * <p>Jiang et al., 2021, "LayerCAM", IEEE TIP 30, equations 5 and 6. Good for shallow layers too. One forward and one backward pass.
 *
 * @param view layer and form of the map
 */
public record LayerCam(MapView view) implements ClassActivationMap {
    @Override
    public String name() {
        return "layer-cam";
    }

    @Override
    public Expr map(Maps maps) {
        return maps.activation().times(maps.gradient().relu()).sum(0);
    }
}
