package ai.interpretdl.interpret.attention;

import java.util.List;

/**
 * Which attention is looked at, and how the answer is read off.
 *
 * @param layers names or globs of values or nodes; what the structure of the graph shows when empty
 * @param startLayer the first layer that counts, from 0 at the input; a negative one counts from the last, which is -1
 * @param readout the token whose view is shown
 * @param upsample whether a map of patches is resized to the picture's height and width, bilinearly
 */
public record Scope(List<String> layers, int startLayer, Readout readout, boolean upsample) {
    public Scope {
        layers = List.copyOf(layers);
    }

    /** All layers, read as the model reads them, maps as large as the picture. */
    public static Scope all() {
        return new Scope(List.of(), 0, Readout.found(), true);
    }

    public Scope from(int layer) {
        return new Scope(layers, layer, readout, upsample);
    }

    public Scope of(List<String> names) {
        return new Scope(names, startLayer, readout, upsample);
    }

    public Scope read(Readout other) {
        return new Scope(layers, startLayer, other, upsample);
    }

    /** Maps stay as large as the grid of patches. */
    public Scope byPatches() {
        return new Scope(layers, startLayer, readout, false);
    }

    /** The layers of a tower that count. */
    <T> List<T> counted(List<T> tower) {
        int first = startLayer < 0 ? tower.size() + startLayer : startLayer;
        if (first < 0 || first >= tower.size()) {
            throw new IllegalArgumentException("start_layer is " + startLayer + ", but there are " + tower.size()
                    + " layers of attention: 0 to " + (tower.size() - 1) + ", or -1 to -" + tower.size());
        }
        return tower.subList(first, tower.size());
    }
}
