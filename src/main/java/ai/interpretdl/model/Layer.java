package ai.interpretdl.model;

import java.util.List;

/**
 * An inner value of a model.
 *
 * @param name the value's, in the original file
 * @param node the name of the node that writes it, may be empty
 * @param operator that writes it
 * @param dims for one row of input, the batch axis included; empty when they depend on the data
 */
public record Layer(String name, String node, String operator, List<Long> dims) {
    public Layer {
        dims = List.copyOf(dims);
    }

    /** Whether it is a stack of maps: {@code [N, C, h, w]} with more than one cell. */
    public boolean isSpatial() {
        return dims.size() == 4 && dims.get(2) > 1 && dims.get(3) > 1;
    }
}
