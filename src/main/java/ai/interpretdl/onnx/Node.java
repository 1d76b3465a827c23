package ai.interpretdl.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One operation ({@code NodeProto}).
 *
 * @param name of the node, may be empty
 * @param domain of the operator; the default domain is the empty string
 * @param operator for instance {@code Conv}
 * @param overload distinguishes local functions of one name, mostly empty
 * @param inputs names; an empty name is an optional input left out
 * @param outputs names; an empty name is an output nobody wants
 * @param attributes by name
 */
public record Node(
        String name,
        String domain,
        String operator,
        String overload,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {
    public Node {
        domain = domain.equals("ai.onnx") ? "" : domain;
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    /** A node of the default domain without a name. */
    public static Node of(
            String operator, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
        return new Node("", "", operator, "", inputs, outputs, attributes);
    }

    /** The same node with other graphs in its attributes. */
    public Node withGraphs(UnaryOperator<Graph> change) {
        Map<String, Attribute> changed = new HashMap<>();
        attributes.forEach((key, attribute) -> changed.put(key, attribute.withGraphs(change)));
        return new Node(name, domain, operator, overload, inputs, outputs, changed);
    }

    /** The same node without some of its attributes. */
    public Node without(Set<String> names) {
        Map<String, Attribute> fewer = new HashMap<>(attributes);
        fewer.keySet().removeAll(names);
        return new Node(name, domain, operator, overload, inputs, outputs, fewer);
    }

    /** The name of an input, empty where it is left out. */
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** An attribute's value, or {@code otherwise} where there is none of that kind. */
    public long integer(String attribute, long otherwise) {
        return attributes.get(attribute) instanceof Attribute.OfInt found ? found.value() : otherwise;
    }

    /** An attribute's value, or {@code otherwise} where there is none of that kind. */
    public float number(String attribute, float otherwise) {
        return attributes.get(attribute) instanceof Attribute.OfFloat found ? found.value() : otherwise;
    }

    /** An attribute's value, or {@code otherwise} where there is none of that kind. */
    public String text(String attribute, String otherwise) {
        return attributes.get(attribute) instanceof Attribute.OfString found ? found.value() : otherwise;
    }
}
