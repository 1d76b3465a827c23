package ai.interpretdl.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of values that are in use, and new ones that are not. A name counts in all graphs, however deep: bodies see what is around them. */
final class Names {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    static Names of(Graph graph) {
        Names names = new Names();
        names.take(graph);
        return names;
    }

    static Names of(Function function) {
        Names names = new Names();
        names.taken.addAll(function.inputs());
        names.taken.addAll(function.outputs());
        names.take(function.nodes());
        return names;
    }

    /** A name that nothing else has, like {@code stem}. */
    String fresh(String stem) {
        String name = stem;
        while (name.isEmpty() || !taken.add(name)) {
            name = stem + "_" + last.merge(stem, 1, Integer::sum);
        }
        return name;
    }

    private void take(Graph graph) {
        graph.inputs().forEach(value -> taken.add(value.name()));
        graph.outputs().forEach(value -> taken.add(value.name()));
        graph.weights().forEach(weight -> taken.add(weight.name()));
        take(graph.nodes());
    }

    private void take(List<Node> nodes) {
        for (Node node : nodes) {
            taken.addAll(node.inputs());
            taken.addAll(node.outputs());
            node.attributes().values().forEach(attribute -> attribute.graphs().forEach(this::take));
        }
    }
}
