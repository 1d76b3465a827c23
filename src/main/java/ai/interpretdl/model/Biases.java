package ai.interpretdl.model;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a model adds to its values whatever its input: the biases of layers, and what batch normalisation shifts by. */
final class Biases {
    private static final double EPSILON = 1e-5;

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
            case "Conv", "ConvTranspose" -> input(node, 2).map(tensor -> new Bias(value(node), tensor, true));
            case "Gemm" -> input(node, 2).map(tensor -> new Bias(value(node), scaled(tensor, beta(node)), false));
            case "BatchNormalization" -> shift(node).map(tensor -> new Bias(value(node), tensor, true));
            case "Add" -> added(node).map(tensor -> new Bias(value(node), tensor, false));
            default -> Optional.empty();
        };
    }

    private static String value(Node node) {
        return node.outputs().get(0);
    }

    /** A known summand beside an unknown one. */
    private Optional<Tensor> added(Node node) {
        Optional<Tensor> first = input(node, 0);
        Optional<Tensor> second = input(node, 1);
        boolean one = first.isPresent() != second.isPresent();
        return one ? first.or(() -> second).filter(tensor -> tensor.type().isFloating()) : Optional.empty();
    }

    private static double beta(Node node) {
        return node.number("beta", 1);
    }

    private static Tensor scaled(Tensor tensor, double factor) {
        double[] values = tensor.doubles();
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (factor * values[i]);
        }
        return Tensor.of(scaled, tensor.shape().dims());
    }

    /** β − γμ / √(σ² + ε): what comes out where 0 goes in. */
    private Optional<Tensor> shift(Node node) {
        List<Optional<Tensor>> parts = List.of(input(node, 1), input(node, 2), input(node, 3), input(node, 4));
        if (parts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<double[]> known =
                parts.stream().map(Optional::orElseThrow).map(Tensor::doubles).toList();
        double epsilon = node.attributes().get("epsilon") instanceof Attribute.OfFloat e ? e.value() : EPSILON;
        float[] shift = new float[known.get(0).length];
        for (int i = 0; i < shift.length; i++) {
            double deviation = Math.sqrt(known.get(3)[i] + epsilon);
            shift[i] = (float) (known.get(1)[i] - known.get(0)[i] * known.get(2)[i] / deviation);
        }
        return Optional.of(Tensor.of(shift, shift.length));
    }

    private Optional<Tensor> input(Node node, int index) {
        return index < node.inputs().size() ? known(node.inputs().get(index)) : Optional.empty();
    }

    /** A weight, also when it is stored in another precision. */
    private Optional<Tensor> known(String value) {
        Optional<Tensor> weight = graph.weight(value).map(w -> w.load());
        return weight.isPresent()
                ? weight
                : graph.producer(value)
                        .map(graph.nodes()::get)
                        .filter(node -> node.operator().equals("Cast")
                                || node.operator().equals("Identity"))
                        .flatMap(node -> known(node.inputs().get(0)));
    }
}
