package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** One old node, and the nodes that are being written in its place. */
final class Lifting {
    /** What a Constant calls a value that the caller of a function gives, by the kind of attribute. */
    private static final Map<Integer, String> CONSTANTS_BY_KIND =
            Map.of(1, "value_float", 2, "value_int", 6, "value_floats", 7, "value_ints");

    private final Node node;
    private final long from;
    private final LiftScope scope;
    private final List<Node> written = new ArrayList<>();

    Lifting(Node node, long from, LiftScope scope) {
        this.node = node;
        this.from = from;
        this.scope = scope;
    }

    List<Node> nodes(Consumer<Lifting> rewrite) {
        rewrite.accept(this);
        return written;
    }

    Node node() {
        return node;
    }

    /** The operator set for which the node was written. */
    long from() {
        return from;
    }

    OptionalInt rank(int input) {
        return scope.rank(node.input(input));
    }

    Optional<Tensor> constant(int input) {
        return scope.constant(node.input(input));
    }

    String constant(Tensor value) {
        return add("Constant", List.of(), Map.of("value", Attribute.of(value)));
    }

    String integers(long... values) {
        return constant(Tensor.of(values, values.length));
    }

    /** A number of the same type as a value. */
    String numberLike(float number, String value) {
        String constant = constant(Tensor.scalar(number));
        return scope.hasOtherFloats() ? add("CastLike", constant, value) : constant;
    }

    String add(String operator, String... inputs) {
        return add(operator, List.of(inputs), Map.of());
    }

    /** Writes a node on the way and returns the name of what it computes. */
    String add(String operator, List<String> inputs, Map<String, Attribute> attributes) {
        String output = scope.fresh(stem());
        written.add(Node.of(operator, inputs, List.of(output), attributes));
        return output;
    }

    private String stem() {
        return node.outputs().isEmpty() ? node.operator() : node.outputs().get(0) + "/" + node.operator();
    }

    /** Writes the last node, which has the old one's name and outputs. */
    void finish(String operator, List<String> inputs, Map<String, Attribute> attributes) {
        written.add(new Node(node.name(), "", operator, "", inputs, node.outputs(), attributes));
    }

    /** Writes the last node, of whose outputs only the first is left. */
    void finishFirst(String operator, List<String> inputs, Map<String, Attribute> attributes) {
        List<String> first = node.outputs().subList(0, 1);
        written.add(new Node(node.name(), "", operator, "", inputs, first, attributes));
    }

    /** Writes a node with a second output of the old one. */
    void finishSecond(String operator, List<String> inputs, Map<String, Attribute> attributes) {
        written.add(Node.of(operator, inputs, node.outputs().subList(1, 2), attributes));
    }

    boolean hasSecondOutput() {
        return node.outputs().size() > 1 && !node.outputs().get(1).isEmpty();
    }

    /** Leaves the node as it is. */
    void keep() {
        written.add(node);
    }

    /** The node's attributes and one more. */
    Map<String, Attribute> and(String name, Attribute value) {
        Map<String, Attribute> more = new HashMap<>(node.attributes());
        more.put(name, value);
        return more;
    }

    Map<String, Attribute> without(String... names) {
        return node.without(Set.of(names)).attributes();
    }

    /** The node's inputs, and attributes that became inputs behind them. */
    List<String> inputsAnd(String... attributes) {
        List<String> inputs = new ArrayList<>(node.inputs());
        for (String attribute : attributes) {
            inputs.add(asInput(attribute));
        }
        while (inputs.get(inputs.size() - 1).isEmpty()) {
            inputs.remove(inputs.size() - 1);
        }
        return inputs;
    }

    private String asInput(String name) {
        Attribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return "";
        }
        if (attribute instanceof Attribute.OfFloat number) {
            return numberLike(number.value(), node.input(0));
        }
        if (attribute instanceof Attribute.Reference reference) {
            return add("Constant", List.of(), Map.of(CONSTANTS_BY_KIND.get(reference.kind()), reference));
        }
        Tensor value = attribute.tensor().orElseThrow(this::noEquivalent);
        return constant(value.reshape(value.shape().size()));
    }

    IllegalArgumentException noEquivalent() {
        return new IllegalArgumentException(
                "operator " + node.operator() + " of operator set " + from + ", which writes "
                        + node.outputs() + ", has no equivalent in " + OpsetLift.TARGET
                        + "; export the model again with operator set 11 or later");
    }

    /** The type that the first files name rather than number. */
    static Attribute typeOf(String name) {
        return Attribute.of((long) ElementType.valueOf(name).code());
    }
}
