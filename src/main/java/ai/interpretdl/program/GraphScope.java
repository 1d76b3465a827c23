package ai.interpretdl.program;

import ai.interpretdl.autodiff.Captures;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A graph under construction, inside of another or not, and what the names of a program's values are in it. */
final class GraphScope {
    private final Map<String, String> names = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();
    private final Map<String, ValueInfo> known = new HashMap<>();

    GraphScope() {}

    /** A graph that sees the values of the one around it. */
    GraphScope(GraphScope around) {
        names.putAll(around.names);
    }

    void rename(String value, String name) {
        names.put(value, name);
    }

    String name(String value) {
        return names.getOrDefault(value, value);
    }

    void add(Node node) {
        nodes.add(node);
    }

    void add(Weight weight) {
        weights.add(weight);
    }

    void weight(String name, Tensor tensor) {
        weights.add(new Weight.Inline(name, tensor));
    }

    /** Notes the type of a value. */
    void add(ValueInfo value) {
        known.put(value.name(), value);
    }

    ValueInfo known(String value) {
        return Objects.requireNonNull(known.get(value), value);
    }

    Graph graph(String name, List<ValueInfo> inputs, List<String> outputs) {
        List<ValueInfo> typed = outputs.stream()
                .map(this::known)
                .map(value -> new ValueInfo(name(value.name()), value.type(), value.dims()))
                .toList();
        return new Graph(name, inputs, typed, read(), nodes, List.of());
    }

    /** The weights that some node reads: not every loop's number of samples is asked for. */
    private List<Weight> read() {
        Set<String> read = new HashSet<>();
        for (Node node : nodes) {
            read.addAll(node.inputs());
            node.attributes().values().forEach(attribute -> {
                if (attribute instanceof Attribute.OfGraph inner) {
                    read.addAll(Captures.of(inner.value()));
                }
            });
        }
        return weights.stream().filter(weight -> read.contains(weight.name())).toList();
    }
}
