package ai.interpretdl.program;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.onnx.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells windows that were cut from a picture from those that were cut after rolling it, as every second block of a Swin transformer does. */
final class Rolling {
    /** Windows are cut by these, the first of them first. */
    private static final List<String> CUT = List.of("Reshape", "Transpose", "Reshape");

    private final ModelGraph graph;
    private final Set<String> ofInputs;

    private Rolling(ModelGraph graph, Set<String> ofInputs) {
        this.graph = graph;
        this.ofInputs = ofInputs;
    }

    /** Whether the cut that lies nearest before a value is one of parts that were put together in another order. */
    static boolean isBefore(ModelGraph graph, Collection<String> inputs, String value) {
        return new Rolling(graph, reached(graph, inputs)).isBefore(value);
    }

    /** What depends on the inputs' elements: masks that are computed from sizes alone are cut into windows too. */
    private static Set<String> reached(ModelGraph graph, Collection<String> inputs) {
        Set<String> reached = new HashSet<>(inputs);
        for (Node node : graph.nodes()) {
            if (!node.operator().equals("Shape") && node.inputs().stream().anyMatch(reached::contains)) {
                reached.addAll(node.outputs());
            }
        }
        return reached;
    }

    private boolean isBefore(String value) {
        Deque<String> open = new ArrayDeque<>(List.of(value));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String at = open.poll();
            if (ofInputs.contains(at) && seen.add(at)) {
                Optional<String> whole = cutFrom(at);
                if (whole.isPresent()) {
                    return producer(whole.get())
                            .filter(n -> n.operator().equals("Concat"))
                            .isPresent();
                }
                producer(at).ifPresent(node -> open.addAll(node.inputs()));
            }
        }
        return false;
    }

    /** What was cut, where a value is the windows. */
    private Optional<String> cutFrom(String value) {
        String at = value;
        for (int i = CUT.size() - 1; i >= 0; i--) {
            String operator = CUT.get(i);
            Optional<Node> node = producer(at).filter(n -> n.operator().equals(operator));
            if (node.isEmpty()) {
                return Optional.empty();
            }
            at = node.get().inputs().get(0);
        }
        return Optional.of(at);
    }

    private Optional<Node> producer(String value) {
        return graph.producer(value).map(graph.nodes()::get);
    }
}
