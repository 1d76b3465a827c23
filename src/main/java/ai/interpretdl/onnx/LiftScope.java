package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is known, without running anything, about the values of a graph whose nodes are being lifted, and of the bodies within it. */
final class LiftScope {
    private static final Set<String> MATRICES = Set.of("Gemm", "Flatten");

    private final Names names;
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private boolean otherFloats;

    private LiftScope(Names names) {
        this.names = names;
    }

    static LiftScope of(Graph graph) {
        LiftScope scope = new LiftScope(Names.of(graph));
        scope.see(graph);
        return scope;
    }

    static LiftScope of(Function function) {
        LiftScope scope = new LiftScope(Names.of(function));
        scope.see(function.nodes());
        // A function may be called with numbers of any type.
        scope.otherFloats = true;
        return scope;
    }

    String fresh(String stem) {
        return names.fresh(stem);
    }

    /** A value's number of axes, if the file says so. */
    OptionalInt rank(String value) {
        Integer rank = ranks.get(value);
        return rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
    }

    Optional<Tensor> constant(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    /** Whether there may be floating-point values that are no 32-bit ones. */
    boolean hasOtherFloats() {
        return otherFloats;
    }

    private void see(Graph graph) {
        for (Weight weight : graph.weights()) {
            see(weight.type());
            ranks.put(weight.name(), weight.shape().rank());
            if (weight instanceof Weight.Inline inline) {
                constants.put(weight.name(), inline.tensor());
            }
        }
        graph.inputs().forEach(input -> constants.remove(input.name()));
        for (List<ValueInfo> values : List.of(graph.inputs(), graph.outputs(), graph.values())) {
            values.forEach(this::see);
        }
        see(graph.nodes());
    }

    private void see(ValueInfo value) {
        see(value.type());
        value.dims().ifPresent(dims -> ranks.put(value.name(), dims.size()));
    }

    private void see(List<Node> nodes) {
        for (Node node : nodes) {
            node.attributes().values().forEach(attribute -> attribute.graphs().forEach(this::see));
            if (node.outputs().isEmpty()) {
                continue;
            }
            if (MATRICES.contains(node.operator())) {
                ranks.put(node.outputs().get(0), 2);
            }
            if (node.attributes().get("value") instanceof Attribute.OfTensor tensor) {
                see(tensor.value().type());
                if (node.operator().equals("Constant")) {
                    constants.put(node.outputs().get(0), tensor.value());
                }
            }
            see(castType(node));
        }
    }

    private static ElementType castType(Node node) {
        long code = node.integer("to", node.integer("dtype", 0));
        return code >= 0 && code < ElementType.values().length ? ElementType.ofCode(code) : ElementType.UNDEFINED;
    }

    private void see(ElementType type) {
        otherFloats |= type.isFloating() && type != ElementType.FLOAT;
    }
}
