package ai.interpretdl.onnx;

import java.util.List;
import java.util.Map;

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
}
