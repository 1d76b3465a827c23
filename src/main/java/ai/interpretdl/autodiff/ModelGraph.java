package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model's graph, lifted to our operator set and indexed by what its nodes write. */
public final class ModelGraph {
    private final Graph graph;
    private final Map<String, Long> opsets;
    private final Map<String, Weight> weights = new HashMap<>();
    private final Map<String, Integer> producers = new HashMap<>();

    private ModelGraph(Graph graph, Map<String, Long> opsets) {
        this.graph = graph;
        this.opsets = opsets;
        graph.weights().forEach(weight -> weights.put(weight.name(), weight));
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (String output : graph.nodes().get(i).outputs()) {
                producers.put(output, i);
            }
        }
    }

    /** @param lifted a model without local functions, at our operator set */
    public static ModelGraph of(Model lifted) {
        return new ModelGraph(lifted.graph(), lifted.opsets());
    }

    /** A subgraph of the same file. */
    ModelGraph of(Graph body) {
        return new ModelGraph(body, opsets);
    }

    public Graph graph() {
        return graph;
    }

    public Map<String, Long> opsets() {
        return opsets;
    }

    /** The version of the default domain that the nodes are written in. */
    long opset() {
        return opsets.getOrDefault("", GraphBuilder.OPSET);
    }

    public List<Node> nodes() {
        return graph.nodes();
    }

    /** The position of the node that writes a value. */
    public Optional<Integer> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    public Optional<Weight> weight(String name) {
        return Optional.ofNullable(weights.get(name));
    }
}
