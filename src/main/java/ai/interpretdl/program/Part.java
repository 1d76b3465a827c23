package ai.interpretdl.program;

import ai.interpretdl.autodiff.Value;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One tensor of an expression. Its value is laid out as sample axes (newest first), rows if it has them, and its own axes.
 *
 * @param value in the graph
 * @param axes the sample axes it depends on, newest first
 * @param rows whether it differs from row to row of the input
 */
record Part(Value value, List<Samples> axes, boolean rows) {
    Part {
        axes = List.copyOf(axes);
    }

    /** How many axes stand in front of its own. */
    int lead() {
        return axes.size() + (rows ? 1 : 0);
    }

    /** The shape that an algorithm sees. */
    Shape own() {
        return value.shape().slice(lead(), value.rank());
    }

    /** A part of the same layout. */
    Part with(Value other) {
        return new Part(other, axes, rows);
    }

    /** The axes of several parts together, newest first. */
    static List<Samples> union(List<Part> parts) {
        var all = new TreeSet<Samples>((a, b) -> Integer.compare(b.ordinal(), a.ordinal()));
        parts.forEach(part -> all.addAll(part.axes));
        return new ArrayList<>(all);
    }
}
