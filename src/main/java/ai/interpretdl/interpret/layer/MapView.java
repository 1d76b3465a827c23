package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * Which layer a class activation map is of, and in which form it is handed out.
 *
 * @param layer the value whose maps are joined; the model's default when empty
 * @param relu whether only what speaks for the target stays
 * @param upsampling how the map is brought to the input's height and width
 */
public record MapView(Optional<String> layer, boolean relu, Upsampling upsampling) {
    /** Of the model's default layer, what speaks for the target, as large as the input. */
    public static MapView standard() {
        return of(Optional.empty());
    }

    public static MapView of(Optional<String> layer) {
        return new MapView(layer, true, Upsampling.BILINEAR);
    }

    /** The layer's own cells, with both signs. */
    public static MapView raw(String layer) {
        return new MapView(Optional.of(layer), false, Upsampling.NONE);
    }

    Expr shown(Expr map, Expr input) {
        return upsampling.toInput(relu ? map.relu() : map, input);
    }
}
