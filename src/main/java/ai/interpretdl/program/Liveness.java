package ai.interpretdl.program;

import ai.interpretdl.autodiff.Backward;
import ai.interpretdl.autodiff.Operation;
import ai.interpretdl.autodiff.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Estimates the memory that a graph's values take at once when each is kept from where it is written to where it is last read. */
final class Liveness {
    /** A reshaped value is the same memory. */
    private static final Set<String> IN_PLACE = Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity");

    private Liveness() {}

    /** The largest number of bytes alive at any operation, constants and weights left out. */
    static long peak(Collection<Value> outputs, Set<Value> given) {
        List<Operation> order = Backward.ancestors(outputs, given);
        Map<Value, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            int at = i;
            order.get(i).inputs().forEach(input -> lastUse.put(owner(input), at));
        }
        outputs.forEach(output -> lastUse.put(owner(output), order.size()));
        Map<Integer, List<Value>> dying = new HashMap<>();
        lastUse.forEach(
                (value, at) -> dying.computeIfAbsent(at, k -> new ArrayList<>()).add(value));
        long alive = 0;
        long peak = 0;
        Set<Value> counted = new HashSet<>();
        for (int i = 0; i < order.size(); i++) {
            for (Value output : order.get(i).outputs()) {
                if (lastUse.containsKey(output) && owner(output) == output && output.varies() && counted.add(output)) {
                    alive += bytes(output);
                }
            }
            peak = Math.max(peak, alive);
            for (Value dead : dying.getOrDefault(i, List.of())) {
                alive -= counted.remove(dead) ? bytes(dead) : 0;
            }
        }
        return peak;
    }

    private static Value owner(Value value) {
        Value at = value;
        while (at.operation().filter(o -> IN_PLACE.contains(o.key())).isPresent()) {
            at = at.operation().orElseThrow().input(0);
        }
        return at;
    }

    private static long bytes(Value value) {
        return value.type().bytes(value.shape().size());
    }
}
