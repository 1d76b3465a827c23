package ai.interpretdl.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One call of a local function, written as the nodes of its body with the caller's values and attributes in place. */
final class FunctionCall {
    private final Node caller;
    private final Function function;
    private final Names names;
    private final Map<String, String> renamed = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    private FunctionCall(Node caller, Function function, Names names) {
        this.caller = caller;
        this.function = function;
        this.names = names;
    }

    static List<Node> nodes(Node caller, Function function, Names names) {
        FunctionCall call = new FunctionCall(caller, function, names);
        call.bindInputs();
        List<Node> copies = call.bindOutputs();
        function.nodes().forEach(node -> call.nodes.add(call.renamed(node)));
        call.nodes.addAll(copies);
        return call.nodes;
    }

    private void bindInputs() {
        for (int i = 0; i < function.inputs().size(); i++) {
            renamed.put(function.inputs().get(i), at(caller.inputs(), i));
        }
    }

    /** What the body computes takes the caller's name; what it passes on, or returns twice, is copied in the end. */
    private List<Node> bindOutputs() {
        Set<String> computed = function.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .collect(Collectors.toSet());
        Map<String, String> copied = new HashMap<>();
        for (int i = 0; i < function.outputs().size(); i++) {
            String inside = function.outputs().get(i);
            String outside = at(caller.outputs(), i);
            if (outside.isEmpty()) {
                continue;
            }
            if (!computed.contains(inside) || renamed.putIfAbsent(inside, outside) != null) {
                copied.put(outside, inside);
            }
        }
        return copied.entrySet().stream()
                .map(copy -> Node.of("Identity", List.of(name(copy.getValue())), List.of(copy.getKey()), Map.of()))
                .toList();
    }

    private static String at(List<String> list, int index) {
        return index < list.size() ? list.get(index) : "";
    }

    private String name(String inside) {
        return inside.isEmpty() ? "" : renamed.computeIfAbsent(inside, name -> names.fresh(label() + "/" + name));
    }

    private List<String> names(List<String> inside) {
        return inside.stream().map(this::name).toList();
    }

    private String label() {
        return caller.name().isEmpty() ? function.name() : caller.name();
    }

    private Node renamed(Node node) {
        Map<String, Attribute> attributes = new HashMap<>();
        node.attributes()
                .forEach((name, attribute) -> value(attribute).ifPresent(value -> attributes.put(name, value)));
        String name = node.name().isEmpty() ? label() : label() + "/" + node.name();
        return new Node(
                name,
                node.domain(),
                node.operator(),
                node.overload(),
                names(node.inputs()),
                names(node.outputs()),
                attributes);
    }

    /** The attribute inside the body; nothing where it refers to one that the caller left out. */
    private Optional<Attribute> value(Attribute attribute) {
        if (attribute instanceof Attribute.Reference reference) {
            // A graph that the caller hands in speaks of the caller's values, so it is not renamed.
            return Optional.ofNullable(caller.attributes().get(reference.name()))
                    .or(() -> Optional.ofNullable(function.defaults().get(reference.name())));
        }
        return Optional.of(attribute.withGraphs(this::renamed));
    }

    private Graph renamed(Graph graph) {
        return new Graph(
                graph.name(),
                graph.inputs().stream().map(this::renamed).toList(),
                graph.outputs().stream().map(this::renamed).toList(),
                graph.weights().stream()
                        .map(weight -> weight.withName(name(weight.name())))
                        .toList(),
                graph.nodes().stream().map(this::renamed).toList(),
                graph.values().stream().map(this::renamed).toList());
    }

    private ValueInfo renamed(ValueInfo value) {
        return new ValueInfo(name(value.name()), value.type(), value.dims(), value.other());
    }
}
