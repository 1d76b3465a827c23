package ai.interpretdl.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same computation from other inputs: for each value on the way what it would be there. */
public final class Twin {
    private final GraphBuilder graph;
    private final Map<Value, Value> twins;

    private Twin(GraphBuilder graph, Map<Value, Value> replaced) {
        this.graph = graph;
        this.twins = new HashMap<>(replaced);
    }

    /**
     * Writes a value's computation a second time.
     *
     * @param end the value
     * @param replaced for each value that the computation starts from what stands in its place
     */
    public static Twin of(GraphBuilder graph, Value end, Map<Value, Value> replaced) {
        Twin twin = new Twin(graph, replaced);
        Backward.ancestors(List.of(end), Set.copyOf(replaced.keySet())).forEach(twin::add);
        return twin;
    }

    /** What a value is from the other inputs; itself where it does not depend on them. */
    public Value of(Value value) {
        return twins.getOrDefault(value, value);
    }

    /** Whether a value depends on what was replaced. */
    boolean moves(Value value) {
        return twins.containsKey(value);
    }

    private void add(Operation o) {
        boolean same = o.inputs().stream().noneMatch(this::moves)
                && o.captures().values().stream().noneMatch(this::moves);
        if (same || o.outputs().stream().allMatch(this::moves)) {
            return;
        }
        Map<String, Value> captures = new HashMap<>();
        o.captures().forEach((name, value) -> captures.put(name, of(value)));
        List<Value> inputs = o.inputs().stream().map(this::of).toList();
        List<Value> outputs = graph.again(o, inputs, captures);
        for (int i = 0; i < outputs.size(); i++) {
            twins.putIfAbsent(o.output(i), outputs.get(i));
        }
    }
}
