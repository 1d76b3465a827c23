package ai.interpretdl.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rewrites the nodes of older operator sets of the default domain so that they mean the same in version 18, the one for which
 * everything behind this package is written.
 *
 * <p>ONNX, Operators.md and Changelog.md; where these leave a choice (Upsample, the first Resize), what ONNX Runtime computes.
 */
public final class OpsetLift {
    /** The version that is lifted to. */
    public static final long TARGET = 18;

    /** Attributes of the first versions that say nothing about the result of inference. */
    private static final Set<String> OBSOLETE = Set.of("consumed_inputs", "is_test", "output_sequence");

    private static final long FIRST_WITHOUT_OBSOLETE = 7;

    /** The first version of the format in which a weight need not be an input too, and that which came with version 15. */
    private static final long IR_WEIGHTS_ALONE = 4;

    private static final long IR_OF_TARGET = 8;

    private final long from;
    private final LiftScope scope;

    private OpsetLift(long from, LiftScope scope) {
        this.from = from;
        this.scope = scope;
    }

    /**
     * The same model at version 18. Graphs and functions that are later than that stay as they are.
     *
     * @throws IllegalArgumentException when an operator of an old version has no equivalent
     */
    public static Model to18(Model model) {
        List<Function> functions =
                model.functions().stream().map(OpsetLift::to18).toList();
        long from = model.opset("").orElse(Long.MAX_VALUE);
        if (from > TARGET) {
            return new Model(
                    model.irVersion(), model.producer(), model.opsets(), model.graph(), functions, model.metadata());
        }
        Graph graph = model.irVersion() < IR_WEIGHTS_ALONE ? withoutWeightsAsInputs(model.graph()) : model.graph();
        return new Model(
                Math.max(model.irVersion(), IR_OF_TARGET),
                model.producer(),
                atTarget(model.opsets()),
                new OpsetLift(from, LiftScope.of(graph)).graph(graph),
                functions,
                model.metadata());
    }

    private static Function to18(Function function) {
        long from = function.opsets().getOrDefault("", Long.MAX_VALUE);
        if (from > TARGET) {
            return function;
        }
        return new Function(
                function.domain(),
                function.name(),
                function.overload(),
                function.inputs(),
                function.outputs(),
                function.attributes(),
                function.defaults(),
                atTarget(function.opsets()),
                new OpsetLift(from, LiftScope.of(function)).nodes(function.nodes()));
    }

    private static Map<String, Long> atTarget(Map<String, Long> opsets) {
        Map<String, Long> lifted = new HashMap<>(opsets);
        lifted.put("", TARGET);
        return lifted;
    }

    /** Before version 4 every weight had to be listed as an input too; later that says that it may be overridden. */
    private static Graph withoutWeightsAsInputs(Graph graph) {
        Set<String> weights = graph.weights().stream().map(Weight::name).collect(Collectors.toSet());
        List<ValueInfo> inputs = graph.inputs().stream()
                .filter(input -> !weights.contains(input.name()))
                .toList();
        return new Graph(graph.name(), inputs, graph.outputs(), graph.weights(), graph.nodes(), graph.values());
    }

    private Graph graph(Graph graph) {
        return new Graph(
                graph.name(), graph.inputs(), graph.outputs(), graph.weights(), nodes(graph.nodes()), graph.values());
    }

    private List<Node> nodes(List<Node> nodes) {
        List<Node> lifted = new ArrayList<>();
        nodes.forEach(node -> lifted.addAll(lifted(node.withGraphs(this::graph))));
        return lifted;
    }

    private List<Node> lifted(Node node) {
        if (!node.domain().isEmpty()) {
            return List.of(node);
        }
        Node current = from < FIRST_WITHOUT_OBSOLETE ? node.without(OBSOLETE) : node;
        return Lifts.TABLE.getOrDefault(node.operator(), List.of()).stream()
                .filter(lift -> from < lift.before())
                .findFirst()
                .map(lift -> new Lifting(current, from, scope).nodes(lift.rewrite()))
                .orElse(List.of(current));
    }
}
