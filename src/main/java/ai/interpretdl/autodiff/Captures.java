package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the body of a control-flow node takes from the graph around it. */
public final class Captures {
    private Captures() {}

    /** The names that a body uses and does not define. */
    public static Set<String> of(Graph body) {
        Set<String> defined = new HashSet<>();
        body.inputs().stream().map(ValueInfo::name).forEach(defined::add);
        body.weights().stream().map(Weight::name).forEach(defined::add);
        Set<String> captured = new LinkedHashSet<>();
        for (Node node : body.nodes()) {
            List<String> asked = new ArrayList<>(node.inputs());
            node.attributes().values().stream()
                    .filter(Attribute.OfGraph.class::isInstance)
                    .forEach(a -> asked.addAll(of(((Attribute.OfGraph) a).value())));
            asked.stream()
                    .filter(name -> !name.isEmpty() && !defined.contains(name))
                    .forEach(captured::add);
            defined.addAll(node.outputs());
        }
        body.outputs().stream()
                .map(ValueInfo::name)
                .filter(name -> !defined.contains(name))
                .forEach(captured::add);
        return captured;
    }

    /** A body in which the captured names are replaced; its own names stay. */
    public static Graph rename(Graph body, Map<String, String> outer) {
        Map<String, String> names = new HashMap<>(outer);
        names.keySet().retainAll(of(body));
        List<Node> nodes = new ArrayList<>();
        for (Node node : body.nodes()) {
            nodes.add(new Node(
                    node.name(),
                    node.domain(),
                    node.operator(),
                    node.overload(),
                    node.inputs().stream()
                            .map(name -> names.getOrDefault(name, name))
                            .toList(),
                    node.outputs(),
                    rename(node.attributes(), names)));
        }
        // a body may return a captured value as it is, under a name that must be its own
        List<ValueInfo> outputs = new ArrayList<>();
        for (ValueInfo output : body.outputs()) {
            if (names.containsKey(output.name())) {
                String own = output.name() + "'";
                nodes.add(Node.of("Identity", List.of(names.get(output.name())), List.of(own), Map.of()));
                outputs.add(new ValueInfo(own, output.type(), output.dims()));
            } else {
                outputs.add(output);
            }
        }
        return new Graph(body.name(), body.inputs(), outputs, body.weights(), nodes, List.of());
    }

    private static Map<String, Attribute> rename(Map<String, Attribute> attributes, Map<String, String> names) {
        Map<String, Attribute> renamed = new HashMap<>(attributes);
        renamed.replaceAll((key, attribute) -> attribute instanceof Attribute.OfGraph body
                ? new Attribute.OfGraph(rename(body.value(), names))
                : attribute);
        return renamed;
    }
}
