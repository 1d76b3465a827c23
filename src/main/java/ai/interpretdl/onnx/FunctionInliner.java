package ai.interpretdl.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the calls of a model's own functions by what these compute, so that only operators are left that others know.
 *
 * <p>ONNX, intermediate representation, section "Functions".
 */
public final class FunctionInliner {
    /** Functions that call functions multiply; a model with more nodes than this is no model. */
    private static final int MOST_NODES = 1_000_000;

    private static final int DEEPEST = 100;

    private final Map<Key, Function> functions = new HashMap<>();
    private final Set<Key> open = new LinkedHashSet<>();
    private final Names names;
    private int written;

    private FunctionInliner(Model model) {
        model.functions().forEach(function -> functions.put(Key.of(function), function));
        this.names = Names.of(model.graph());
    }

    /**
     * The same model without functions. Where its functions were written for another operator set than its graph, both are lifted
     * to version 18, and what is later than that keeps its version: the newest counts for the whole model.
     *
     * @throws IllegalArgumentException when a function calls itself, or functions multiply beyond a million nodes
     */
    public static Model inline(Model model) {
        if (model.functions().isEmpty()) {
            return model;
        }
        Model aligned = mixesOpsets(model) ? OpsetLift.to18(model) : model;
        Graph graph = new FunctionInliner(aligned).graph(aligned.graph());
        return new Model(
                aligned.irVersion(), model.producer(), newestOpsets(aligned), graph, List.of(), model.metadata());
    }

    private static boolean mixesOpsets(Model model) {
        return model.functions().stream()
                .map(function -> function.opsets().get(""))
                .anyMatch(version ->
                        version != null && !version.equals(model.opsets().getOrDefault("", version)));
    }

    private static Map<String, Long> newestOpsets(Model model) {
        Map<String, Long> opsets = new HashMap<>(model.opsets());
        model.functions()
                .forEach(function ->
                        function.opsets().forEach((domain, version) -> opsets.merge(domain, version, Math::max)));
        return opsets;
    }

    private Graph graph(Graph graph) {
        return new Graph(
                graph.name(), graph.inputs(), graph.outputs(), graph.weights(), nodes(graph.nodes()), graph.values());
    }

    private List<Node> nodes(List<Node> nodes) {
        List<Node> inlined = new ArrayList<>();
        for (Node node : nodes) {
            Function function = functions.get(Key.of(node));
            if (function == null) {
                inlined.add(node.withGraphs(this::graph));
            } else {
                inlined.addAll(body(node, function));
            }
        }
        return inlined;
    }

    private List<Node> body(Node caller, Function function) {
        Key key = Key.of(function);
        if (!open.add(key) || open.size() > DEEPEST) {
            throw new IllegalArgumentException("functions call each other in a circle, or too deep: " + open);
        }
        List<Node> call = FunctionCall.nodes(caller, function, names);
        written += call.size();
        if (written > MOST_NODES) {
            throw new IllegalArgumentException("the model's functions stand for more than " + MOST_NODES + " nodes");
        }
        List<Node> inlined = nodes(call);
        open.remove(key);
        return inlined;
    }

    /** What a node calls a function by. */
    private record Key(String domain, String name, String overload) {
        static Key of(Function function) {
            return new Key(function.domain(), function.name(), function.overload());
        }

        static Key of(Node node) {
            return new Key(node.domain(), node.operator(), node.overload());
        }
    }
}
