package ai.interpretdl.model;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The learned numbers of a file, layer by layer. */
final class Weights {
    private static final Set<String> LAYERS =
            Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "LSTM", "GRU", "RNN", "Attention", "FusedMatMul");

    private Weights() {}

    /** The weights of each node that computes with some, in the order of the file; a shared one belongs to its last use. */
    static List<List<String>> layers(Graph graph) {
        Set<String> floats = graph.weights().stream()
                .filter(weight -> weight.type().isFloating())
                .map(Weight::name)
                .collect(Collectors.toCollection(HashSet::new));
        List<List<String>> layers = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            List<String> own = LAYERS.contains(node.operator())
                    ? node.inputs().stream().filter(floats::remove).toList()
                    : List.of();
            if (!own.isEmpty()) {
                layers.add(own);
            }
        }
        Collections.reverse(layers);
        return layers;
    }

    static Map<String, Tensor> load(Graph graph, List<String> names) {
        Map<String, Tensor> loaded = new LinkedHashMap<>();
        graph.weights().stream()
                .filter(weight -> names.contains(weight.name()))
                .forEach(weight -> loaded.put(weight.name(), weight.load()));
        return loaded;
    }

    /** @throws IllegalArgumentException when a name is no weight, or its type or shape differs */
    static Graph replaced(Graph graph, Map<String, Tensor> others) {
        List<Weight> weights = new ArrayList<>();
        Set<String> unknown = new HashSet<>(others.keySet());
        for (Weight weight : graph.weights()) {
            Tensor other = others.get(weight.name());
            if (other != null && (!other.shape().equals(weight.shape()) || other.type() != weight.type())) {
                throw new IllegalArgumentException("weight " + weight.name() + " is " + weight.type() + " "
                        + weight.shape() + ", not " + other.type() + " " + other.shape());
            }
            weights.add(other == null ? weight : new Weight.Inline(weight.name(), other));
            unknown.remove(weight.name());
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(unknown + " are no weights of the model");
        }
        return new Graph(graph.name(), graph.inputs(), graph.outputs(), weights, graph.nodes(), graph.values());
    }
}
