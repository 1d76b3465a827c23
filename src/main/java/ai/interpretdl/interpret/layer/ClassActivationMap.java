package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/** An algorithm that joins the maps of a layer into one, over the layer's cells. */
public interface ClassActivationMap extends LayerAttribution {
    MapView view();

    /**
     * The equation, written for one row.
     *
     * @return the map of the layer's cells, {@code [h, w]}, with both signs
     */
    Expr map(Maps maps);

    @Override
    default Optional<String> layer() {
        return view().layer();
    }

    @Override
    default boolean isLocal() {
        return true;
    }

    @Override
    default Expr attribute(Explained f, Expr x, String value) {
        return view().shown(map(Maps.of(f, x, value)), x.get(0));
    }
}
