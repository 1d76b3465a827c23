package ai.interpretdl.model;

import ai.interpretdl.autodiff.ModelGraph;
import ai.interpretdl.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds attention by its shape: a Softmax between two matrix products, or one operator that is all of it. */
final class AttentionNodes {
    private static final Set<String> FUSED = Set.of("Attention", "MultiHeadAttention", "GroupQueryAttention");
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Einsum", "FusedMatMul", "Gemm");

    /** What stands between the products and the Softmax: scaling, masks, biases, moved axes. */
    private static final Set<String> PASSED = Set.of(
            "Add",
            "Cast",
            "Clip",
            "Div",
            "Dropout",
            "Expand",
            "Flatten",
            "Identity",
            "IsNaN",
            "Mul",
            "Reshape",
            "Split",
            "Squeeze",
            "Sub",
            "Transpose",
            "Unsqueeze",
            "Where");

    private final ModelGraph graph;
    private final Map<String, List<Node>> readers = new HashMap<>();

    private AttentionNodes(ModelGraph graph) {
        this.graph = graph;
        graph.nodes()
                .forEach(node -> node.inputs()
                        .forEach(input -> readers.computeIfAbsent(input, i -> new ArrayList<>())
                                .add(node)));
    }

    /** The values that attention writes: the weights, or the output of a fused operator. */
    static List<String> of(ModelGraph graph) {
        AttentionNodes found = new AttentionNodes(graph);
        return graph.nodes().stream()
                .filter(node -> FUSED.contains(node.operator()) || found.isAttention(node))
                .map(found::written)
                .toList();
    }

    /** The value's name in the file: lifting a Softmax of an old operator set puts a Reshape behind it. */
    private String written(Node node) {
        String output = node.outputs().get(0);
        List<Node> next = readers.getOrDefault(output, List.of());
        boolean lifted = node.operator().equals("Softmax")
                && next.stream().allMatch(reader -> reader.operator().equals("Reshape"))
                && next.size() == 1;
        return lifted ? next.get(0).outputs().get(0) : output;
    }

    private boolean isAttention(Node node) {
        return node.operator().equals("Softmax")
                && meetsProduct(node.inputs().get(0), true)
                && meetsProduct(node.outputs().get(0), false);
    }

    private boolean meetsProduct(String from, boolean upward) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String value = open.pop();
            for (Node node : seen.add(value) ? neighbours(value, upward) : List.<Node>of()) {
                if (PRODUCTS.contains(node.operator())) {
                    return true;
                }
                if (PASSED.contains(node.operator())) {
                    (upward ? node.inputs() : node.outputs()).forEach(open::push);
                }
            }
        }
        return false;
    }

    private List<Node> neighbours(String value, boolean upward) {
        return upward
                ? graph.producer(value).map(graph.nodes()::get).stream().toList()
                : readers.getOrDefault(value, List.of());
    }
}
