package ai.interpretdl.model;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds what a model adds to its values whatever its input: the biases of layers, and what batch normalisation shifts by. */
final class Biases {
    private static final float EPSILON = 1e-5f;

    private final ModelGraph graph;

    Biases(ModelGraph graph) {
        this.graph = graph;
    }

    /** Those of layers whose outputs are among some values. */
    List<Bias> before(Set<String> values) {
        List<Bias> found = new ArrayList<>();
        graph.nodes().stream()
                .filter(node -> values.contains(value(node)))
                .forEach(node -> of(node).ifPresent(found::add));
        return found;
    }

    private Optional<Bias> of(Node node) {
        return switch (node.operator()) {
            case "Conv", "ConvTranspose" -> input(node, 2).map(weight -> added(node, weight, 1, true));
            case "Gemm" -> input(node, 2).map(weight -> added(node, weight, node.number("beta", 1), false));
            case "BatchNormalization" -> shifted(node);
            case "Add" -> summand(node).map(weight -> added(node, weight, 1, false));
            default -> Optional.empty();
        };
    }

    private static Bias added(Node node, String weight, double factor, boolean byChannel) {
        return new Bias.Added(value(node), weight, factor, byChannel);
    }

    private static String value(Node node) {
        return node.outputs().get(0);
    }

    /** A known summand beside an unknown one. */
    private Optional<String> summand(Node node) {
        Optional<String> first = input(node, 0);
        Optional<String> second = input(node, 1);
        boolean one = first.isPresent() != second.isPresent();
        return one ? first.or(() -> second).filter(this::isFloating) : Optional.empty();
    }

    private boolean isFloating(String weight) {
        return graph.weight(weight).orElseThrow().type().isFloating();
    }

    private Optional<Bias> shifted(Node node) {
        List<String> known = IntStream.rangeClosed(1, 4)
                .boxed()
                .flatMap(i -> input(node, i).stream())
                .toList();
        return known.size() < 4
                ? Optional.empty()
                : Optional.of(new Bias.Shifted(
                        value(node),
                        known.get(0),
                        known.get(1),
                        known.get(2),
                        known.get(3),
                        node.number("epsilon", EPSILON)));
    }

    private Optional<String> input(Node node, int index) {
        return index < node.inputs().size() ? known(node.inputs().get(index)) : Optional.empty();
    }

    /** The name of a weight, also where it is stored in another precision. */
    private Optional<String> known(String value) {
        return graph.weight(value).isPresent()
                ? Optional.of(value)
                : graph.producer(value)
                        .map(graph.nodes()::get)
                        .filter(node -> node.operator().equals("Cast")
                                || node.operator().equals("Identity"))
                        .flatMap(node -> known(node.inputs().get(0)));
    }
}
