package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what some values are computed from as a model file's records. */
public final class GraphWriter {
    private static final long IR_VERSION = 10;

    /** Operators whose later outputs are optional by their schema: of all others a file must name every output. */
    private static final Set<String> OPTIONAL_OUTPUTS = Set.of(
            "Attention",
            "BatchNormalization",
            "Dropout",
            "GRU",
            "LSTM",
            "LayerNormalization",
            "MaxPool",
            "RNN",
            "SimplifiedLayerNormalization",
            "SoftmaxCrossEntropyLoss",
            "Unique",
            "com.microsoft:Attention",
            "com.microsoft:DynamicQuantizeLSTM",
            "com.microsoft:MultiHeadAttention",
            "com.microsoft:QAttention",
            "com.microsoft:SkipLayerNormalization",
            "com.microsoft:SkipSimplifiedLayerNormalization");

    private final Map<Value, String> names = new HashMap<>();
    private final Map<String, ValueInfo> inputs = new LinkedHashMap<>();
    private final Map<String, Weight> weights = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Value> used = new HashSet<>();

    private GraphWriter() {}

    /**
     * The smallest model with the given outputs.
     *
     * @param outputs by name
     * @param given values that come from outside, with the names under which they are fed
     */
    public static Model write(GraphBuilder builder, Map<String, Value> outputs, Map<Value, String> given) {
        GraphWriter writer = new GraphWriter();
        given.forEach((value, name) -> writer.names.put(value, name));
        List<Operation> operations = Backward.ancestors(outputs.values(), given.keySet());
        writer.used.addAll(outputs.values());
        operations.forEach(writer::use);
        given.forEach((value, name) -> {
            if (writer.used.contains(value)) {
                writer.feed(value, name);
            }
        });
        outputs.forEach((name, value) -> {
            if (value.operation().isPresent()) {
                writer.names.putIfAbsent(value, name);
            }
        });
        operations.forEach(writer::append);
        outputs.forEach(writer::alias);
        List<ValueInfo> results = outputs.entrySet().stream()
                .map(e -> info(e.getKey(), e.getValue()))
                .toList();
        Graph graph = new Graph(
                "program",
                List.copyOf(writer.inputs.values()),
                results,
                List.copyOf(writer.weights.values()),
                writer.nodes,
                List.of());
        return new Model(IR_VERSION, "InterpretDL", builder.opsets(), graph, List.of(), Map.of());
    }

    private void use(Operation operation) {
        used.addAll(operation.inputs());
        used.addAll(operation.captures().values());
    }

    private void append(Operation operation) {
        List<String> in = operation.inputs().stream().map(this::name).toList();
        // outputs before a used one have names as well
        List<Value> outputs = new ArrayList<>(operation.outputs());
        while (OPTIONAL_OUTPUTS.contains(operation.key())
                && outputs.size() > 1
                && !used.contains(outputs.get(outputs.size() - 1))) {
            outputs.remove(outputs.size() - 1);
        }
        List<String> out = outputs.stream()
                .map(output -> names.computeIfAbsent(output, o -> "%" + o.id()))
                .toList();
        nodes.add(operation.toNode(in, out, renamed(operation)));
    }

    /** Subgraphs see the values of the outer graph under their names in this file. */
    private Map<String, Attribute> renamed(Operation operation) {
        if (operation.captures().isEmpty()) {
            return operation.attributes();
        }
        Map<String, String> outer = new HashMap<>();
        operation.captures().forEach((inner, value) -> outer.put(inner, name(value)));
        Map<String, Attribute> attributes = new HashMap<>(operation.attributes());
        attributes.replaceAll((key, attribute) -> attribute instanceof Attribute.OfGraph body
                ? new Attribute.OfGraph(Captures.rename(body.value(), outer))
                : attribute);
        return attributes;
    }

    private String name(Value value) {
        if (value.isAbsent()) {
            return "";
        }
        String known = names.get(value);
        if (known != null) {
            return known;
        }
        if (value.origin() instanceof Value.Origin.Known constant) {
            String name = "#" + value.id();
            weights.put(name, new Weight.Inline(name, constant.tensor()));
            names.put(value, name);
        } else if (value.origin() instanceof Value.Origin.Stored stored) {
            weights.put(stored.weight().name(), stored.weight());
            names.put(value, stored.weight().name());
        } else if (value.origin() instanceof Value.Origin.Fed fed) {
            feed(value, fed.name());
        } else {
            throw new IllegalStateException(value + " is used before it is computed");
        }
        return name(value);
    }

    private void feed(Value value, String name) {
        inputs.put(name, info(name, value));
        names.put(value, name);
    }

    /** An output that is an input, a constant or another output is copied. */
    private void alias(String name, Value value) {
        if (!name(value).equals(name)) {
            nodes.add(Node.of("Identity", List.of(name(value)), List.of(name), Map.of()));
        }
    }

    private static ValueInfo info(String name, Value value) {
        return ValueInfo.of(name, value.type(), value.shape().dims());
    }
}
