package ai.interpretdl.model;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.Weight;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what of a model can be explained: its float inputs, or the embedding of its tokens. */
final class Seams {
    private static final Set<String> PASSING =
            Set.of("Identity", "Cast", "Reshape", "Flatten", "Unsqueeze", "Squeeze", "Clip", "Transpose");

    private Seams() {}

    static List<Seam> of(ModelGraph graph, List<Port> inputs) {
        List<Seam> floats = inputs.stream()
                .filter(port -> port.type().isFloating())
                .map(port -> new Seam(port.name(), port.name()))
                .toList();
        return floats.isEmpty() ? embedding(graph, inputs).map(List::of).orElse(List.of()) : floats;
    }

    /** The Gather on the largest floating table that is reached from an integer input. */
    static Optional<Seam> embedding(ModelGraph graph, List<Port> inputs) {
        record Found(Seam seam, long rows) {}
        return graph.nodes().stream()
                .filter(node -> node.operator().equals("Gather"))
                .flatMap(node -> table(graph, node.inputs().get(0))
                        .flatMap(table -> source(graph, node.inputs().get(1), inputs)
                                .map(input -> new Found(
                                        new Seam(input, node.outputs().get(0)),
                                        table.shape().size())))
                        .stream())
                .max(Comparator.comparingLong(Found::rows))
                .map(Found::seam);
    }

    static Optional<Weight> table(ModelGraph graph, String value) {
        Optional<Weight> weight = graph.weight(value)
                .filter(w -> w.type().isFloating() && w.shape().rank() == 2);
        return weight.isPresent()
                ? weight
                : graph.producer(value)
                        .map(graph.nodes()::get)
                        .filter(node -> node.operator().equals("Cast"))
                        .flatMap(node -> table(graph, node.inputs().get(0)));
    }

    /** The integer input that indices come from. */
    static Optional<String> source(ModelGraph graph, String value, List<Port> inputs) {
        Set<String> seen = new HashSet<>();
        String at = value;
        while (seen.add(at)) {
            String name = at;
            if (inputs.stream().anyMatch(port -> port.name().equals(name))) {
                return Optional.of(name);
            }
            Optional<Node> node =
                    graph.producer(at).map(graph.nodes()::get).filter(n -> PASSING.contains(n.operator()));
            if (node.isEmpty()) {
                return Optional.empty();
            }
            at = node.get().inputs().get(0);
        }
        return Optional.empty();
    }
}
