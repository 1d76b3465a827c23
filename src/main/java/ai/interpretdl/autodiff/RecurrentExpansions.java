package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Recurrent layers, written out step by step: the sequence has a known length when a graph is written.
 *
 * <p>Inputs of a layer: x [T, N, I], weights [D, G·H, I] and [D, G·H, H], biases [D, 2·G·H], lengths [N], states [D, N, H]; D is the number
 * of directions, G that of gates. Results: all outputs [T, D, N, H], then the last states.
 */
final class RecurrentExpansions {
    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("LSTM", (g, call) -> layer(g, call, RecurrentCell.LSTM)),
            entry("GRU", (g, call) -> layer(g, call, RecurrentCell.GRU)),
            entry("RNN", (g, call) -> layer(g, call, RecurrentCell.RNN)));

    private static final int LENGTHS = 4;
    private static final int FIRST_STATE = 5;

    /** What one direction makes of a sequence: outputs [T, N, H] and last states [N, H]. */
    private record Course(Value outputs, List<Value> states) {}

    private RecurrentExpansions() {}

    private static List<Value> layer(GraphBuilder g, Inlining.Call call, RecurrentCell cell) {
        if (call.number("clip", 0) > 0) {
            throw call.unsupported("clipped gates are not spelled out; export the model without clip");
        }
        boolean rowsFirst = call.integer("layout", 0) == 1;
        Value x = rowsFirst ? g.transpose(call.in(0), 1, 0, 2) : call.in(0);
        String direction = call.text("direction", "forward");
        int directions = direction.equals("bidirectional") ? 2 : 1;
        List<Course> courses = IntStream.range(0, directions)
                .mapToObj(d -> course(g, call, cell, x, d, d == 1 || direction.equals("reverse")))
                .toList();
        List<Value> results = new ArrayList<>();
        results.add(g.stack(1, courses.stream().map(Course::outputs).toList()));
        for (int i = 0; i < cell.states(); i++) {
            int state = i;
            results.add(
                    g.stack(0, courses.stream().map(c -> c.states().get(state)).toList()));
        }
        if (!rowsFirst) {
            return results;
        }
        results.set(0, g.transpose(results.get(0), 2, 0, 1, 3));
        for (int i = 1; i < results.size(); i++) {
            results.set(i, g.transpose(results.get(i), 1, 0, 2));
        }
        return results;
    }

    /** One direction. Behind the end of a row its states stay and its outputs are 0. */
    private static Course course(
            GraphBuilder g, Inlining.Call call, RecurrentCell cell, Value x, int direction, boolean backward) {
        RecurrentWeights weights = RecurrentWeights.of(g, call, direction, cell.gates());
        int steps = Math.toIntExact(x.dim(0));
        List<Value> projected = weights.projected(x);
        List<Value> states = initial(g, call, cell, x, direction, weights.hidden());
        Value[] outputs = new Value[steps];
        for (int i = 0; i < steps; i++) {
            int t = backward ? steps - 1 - i : i;
            List<Value> next = cell.step(weights, projected.get(t), states);
            outputs[t] = next.get(0);
            if (call.has(LENGTHS)) {
                Value going = g.greater(lengths(g, call), g.constant(Tensor.scalar((long) t)));
                outputs[t] = g.where(going, outputs[t]);
                next = kept(g, going, next, states);
            }
            states = next;
        }
        return new Course(g.stack(0, List.of(outputs)), states);
    }

    private static Value lengths(GraphBuilder g, Inlining.Call call) {
        return g.reshape(
                g.cast(call.in(LENGTHS), ElementType.INT64), call.in(LENGTHS).dim(0), 1);
    }

    private static List<Value> kept(GraphBuilder g, Value going, List<Value> next, List<Value> states) {
        return IntStream.range(0, states.size())
                .mapToObj(i -> g.where(going, next.get(i), states.get(i)))
                .toList();
    }

    private static List<Value> initial(
            GraphBuilder g, Inlining.Call call, RecurrentCell cell, Value x, int direction, long hidden) {
        boolean rowsFirst = call.integer("layout", 0) == 1;
        return IntStream.range(0, cell.states())
                .mapToObj(i -> {
                    Value given = call.in(FIRST_STATE + i);
                    Shape shape = Shape.of(x.dim(1), hidden);
                    return given.isAbsent()
                            ? g.expand(g.number(x, 0), shape)
                            : g.reshape(g.slice(given, rowsFirst ? 1 : 0, direction, direction + 1), shape);
                })
                .toList();
    }
}
