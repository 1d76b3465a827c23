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

/**
 * Estimates the memory that a graph takes while it runs, when each value is kept from where it is written to where it is last read.
 *
 * <p>ONNX Runtime takes more than that: pictures between convolutions also in the blocked layout in which it convolves, and free places
 * between values. Both factors are fitted to what ten networks took on the processor (the bench's {@code MemoryEstimate}).
 */
final class Liveness {
    private static final double PICTURE = 1.75;
    private static final double GAPS = 1.25;

    private static final Set<String> CONVOLUTIONS = Set.of("Conv", "ConvTranspose", "MaxPool", "AveragePool");
    /** A reshaped value is the same memory. */
    private static final Set<String> IN_PLACE = Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity");

    private Liveness() {}

    /** The largest number of bytes held at any operation, constants and weights left out. */
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
        double alive = 0;
        double peak = 0;
        Set<Value> counted = new HashSet<>();
        Set<Value> pictures = pictures(order);
        for (int i = 0; i < order.size(); i++) {
            for (Value output : order.get(i).outputs()) {
                if (lastUse.containsKey(output) && owner(output) == output && output.varies() && counted.add(output)) {
                    alive += bytes(output, pictures);
                }
            }
            peak = Math.max(peak, alive);
            for (Value dead : dying.getOrDefault(i, List.of())) {
                alive -= counted.remove(dead) ? bytes(dead, pictures) : 0;
            }
        }
        return Math.round(GAPS * peak);
    }

    /** What convolutions write, and what is made of it element by element. */
    private static Set<Value> pictures(List<Operation> order) {
        Set<Value> pictures = new HashSet<>();
        for (Operation o : order) {
            boolean before = o.inputs().stream().anyMatch(pictures::contains);
            for (Value output : o.outputs()) {
                boolean same =
                        before && o.inputs().stream().anyMatch(in -> in.shape().equals(output.shape()));
                if (output.rank() == 4 && (same || CONVOLUTIONS.contains(o.key()))) {
                    pictures.add(output);
                }
            }
        }
        return pictures;
    }

    private static Value owner(Value value) {
        Value at = value;
        while (at.operation().filter(o -> IN_PLACE.contains(o.key())).isPresent()) {
            at = at.operation().orElseThrow().input(0);
        }
        return at;
    }

    private static double bytes(Value value, Set<Value> pictures) {
        return (pictures.contains(value) ? PICTURE : 1)
                * value.type().bytes(value.shape().size());
    }
}
