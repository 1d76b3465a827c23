package ai.interpretdl.autodiff;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reverse accumulation over a graph: one walk from the seeds back to what is asked for, each operation pulled once by its rule.
 *
 * <p>What the walk writes consists of operations that have rules themselves, so a gradient can be differentiated again.
 */
public final class Backward {
    private final GraphBuilder graph;
    private final Map<Value, Value> gradients = new HashMap<>();

    private Backward(GraphBuilder graph) {
        this.graph = graph;
    }

    /**
     * The gradient of the sum of a value's elements.
     *
     * @return for each value asked for its gradient, of the same shape; zeros where the sum does not depend on it
     */
    public static List<Value> gradients(GraphBuilder graph, Rules rules, Value sum, List<Value> wrt) {
        return pull(graph, rules, Map.of(sum, graph.ones(sum)), wrt);
    }

    /**
     * Vector-Jacobian products.
     *
     * @param seeds what arrives at each output
     * @param wrt where the gradient is asked for
     * @throws UnsupportedOperatorException when an operation on the way has no rule
     */
    public static List<Value> pull(GraphBuilder graph, Rules rules, Map<Value, Value> seeds, List<Value> wrt) {
        return pull(graph, rules, seeds, wrt, List.of());
    }

    /**
     * Vector-Jacobian products through a part of the graph.
     *
     * @param ends where the part begins: nothing is pulled through what they are computed from
     */
    static List<Value> pull(
            GraphBuilder graph, Rules rules, Map<Value, Value> seeds, List<Value> wrt, Collection<Value> ends) {
        Backward walk = new Backward(graph);
        List<Operation> way = ancestors(seeds.keySet(), Set.copyOf(ends));
        Set<Value> active = reachable(way, wrt);
        seeds.forEach(walk::add);
        for (int i = way.size() - 1; i >= 0; i--) {
            Operation operation = way.get(i);
            boolean arrived = operation.outputs().stream().anyMatch(walk.gradients::containsKey);
            if (arrived && passes(operation, active)) {
                rules.rule(operation).pull(new Pull(graph, operation, walk.gradients, active::contains, walk));
            }
        }
        return wrt.stream()
                .map(value -> Optional.ofNullable(walk.gradients.get(value)).orElseGet(() -> graph.zeros(value)))
                .toList();
    }

    /** The operations between a value and the places that have no rule: where a gradient would stop with an error. */
    public static List<Operation> withoutRule(Rules rules, Value value, Collection<Value> places) {
        List<Operation> way = ancestors(List.of(value), Set.of());
        Set<Value> active = reachable(way, places);
        return way.stream()
                .filter(operation -> passes(operation, active))
                .filter(operation -> !rules.covers(operation.key()))
                .toList();
    }

    /** Whether something goes through an operation; not so where a way begins at what it writes. */
    private static boolean passes(Operation operation, Set<Value> active) {
        return operation.outputs().stream().anyMatch(active::contains)
                && operation.inputs().stream().anyMatch(active::contains);
    }

    /** Several gradients of one value add up. */
    void add(Value value, Value gradient) {
        gradients.merge(value, gradient, graph::add);
    }

    /** All operations that the values are computed from, in the order in which they run. */
    public static List<Operation> ancestors(Collection<Value> values) {
        return ancestors(values, Set.of());
    }

    /** The same, without what the ends are computed from. */
    public static List<Operation> ancestors(Collection<Value> values, Set<Value> ends) {
        Set<Operation> seen = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            Value value = open.pop();
            if (!ends.contains(value)) {
                value.operation().filter(seen::add).ifPresent(operation -> {
                    operation.inputs().forEach(open::push);
                    operation.captures().values().forEach(open::push);
                });
            }
        }
        return seen.stream()
                .sorted(Comparator.comparingInt(o -> o.output(0).id()))
                .toList();
    }

    private static Set<Value> reachable(List<Operation> way, Collection<Value> from) {
        Set<Value> active = new HashSet<>(from);
        for (Operation operation : way) {
            if (operation.inputs().stream().anyMatch(active::contains)) {
                operation.outputs().stream()
                        // a whole number that stands for a real one carries the gradient of that one
                        .filter(output ->
                                output.type().isFloating() || operation.key().equals("QuantizeLinear"))
                        .forEach(active::add);
            }
        }
        return active;
    }
}
