package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Branches and loops whose course is known when the graph is written: the bodies are written out, once a round. Others stay as they are
 * and can be run, but not differentiated.
 */
final class ControlFlowExpansions {
    /** Longer loops stay loops. */
    private static final long ROUNDS = 4096;

    static final Map<String, Expansion> TABLE = Map.of(
            "If", ControlFlowExpansions::branch,
            "Loop", ControlFlowExpansions::loop,
            "Scan", ControlFlowExpansions::scan);

    private ControlFlowExpansions() {}

    /** The branch that is taken, when that is known; otherwise both and a choice, when their results are of the same shapes. */
    private static List<Value> branch(GraphBuilder g, Inlining.Call call) {
        if (call.in(0).constant().isPresent()) {
            return call.caller().inline(call.body(isTrue(call.in(0)) ? "then_branch" : "else_branch"), Map.of());
        }
        List<Value> then = call.caller().inline(call.body("then_branch"), Map.of());
        List<Value> otherwise = call.caller().inline(call.body("else_branch"), Map.of());
        boolean alike = IntStream.range(0, then.size()).allMatch(i -> isLike(then.get(i), otherwise.get(i)));
        if (!alike) {
            return call.plain();
        }
        Value condition = g.reshape(call.in(0), Shape.SCALAR);
        return IntStream.range(0, then.size())
                .mapToObj(i -> g.where(condition, then.get(i), otherwise.get(i)))
                .toList();
    }

    private static boolean isLike(Value a, Value b) {
        return !a.isSequence()
                && !b.isSequence()
                && a.type() == b.type()
                && a.shape().equals(b.shape());
    }

    private static boolean isTrue(Value known) {
        return known.constant().orElseThrow().longs()[0] != 0;
    }

    /** As many rounds as the trip count says, or until the condition is known to fail. */
    private static List<Value> loop(GraphBuilder g, Inlining.Call call) {
        Graph body = call.body("body");
        long trips = call.has(0) ? call.in(0).constant().map(t -> t.longs()[0]).orElse(-1L) : Long.MAX_VALUE;
        List<Value> state =
                new ArrayList<>(call.inputs().subList(2, call.inputs().size()));
        Value going = call.has(1) ? call.in(1) : g.constant(Tensor.of(new boolean[] {true}));
        Collected collected = new Collected(body.outputs().size() - 1 - state.size());
        for (long round = 0; round < trips; round++) {
            if (going.constant().isEmpty() || round == ROUNDS) {
                return call.plain();
            }
            if (!isTrue(going)) {
                break;
            }
            List<Value> arguments = new ArrayList<>(List.of(g.constant(Tensor.scalar(round)), going));
            arguments.addAll(state);
            List<Value> results = call.caller().inline(body, named(body, arguments));
            going = results.get(0);
            collected.add(results.subList(1 + state.size(), results.size()));
            state = results.subList(1, 1 + state.size());
        }
        List<Value> outputs = new ArrayList<>(state);
        collected.joined(g).ifPresent(outputs::addAll);
        return trips >= 0 && outputs.size() >= call.node().outputs().size() ? outputs : call.plain();
    }

    private static Map<String, Value> named(Graph body, List<Value> arguments) {
        Map<String, Value> named = new HashMap<>();
        IntStream.range(0, arguments.size())
                .forEach(i -> named.put(body.inputs().get(i).name(), arguments.get(i)));
        return named;
    }

    /** What the rounds of a loop return, to be stacked. */
    private record Collected(List<List<Value>> outputs) {
        Collected(int count) {
            this(IntStream.range(0, count)
                    .<List<Value>>mapToObj(i -> new ArrayList<>())
                    .toList());
        }

        void add(List<Value> round) {
            IntStream.range(0, round.size()).forEach(i -> outputs.get(i).add(round.get(i)));
        }

        /** Stacked along new first axes; nothing when there was no round, so that the shapes are not known. */
        Optional<List<Value>> joined(GraphBuilder g) {
            boolean some = outputs.stream().noneMatch(List::isEmpty);
            return some
                    ? Optional.of(
                            outputs.stream().map(rounds -> g.stack(0, rounds)).toList())
                    : Optional.empty();
        }
    }

    /** One round for each element of the sequences. */
    private static List<Value> scan(GraphBuilder g, Inlining.Call call) {
        Graph body = call.body("body");
        int sequences = (int) call.integer("num_scan_inputs", 1);
        int states = call.inputs().size() - sequences;
        List<List<Value>> elements = IntStream.range(0, sequences)
                .mapToObj(k -> elements(
                        g, call.in(states + k), at(call, "scan_input_axes", k), at(call, "scan_input_directions", k)))
                .toList();
        int rounds = elements.get(0).size();
        Collected collected = new Collected(body.outputs().size() - states);
        List<Value> state = call.inputs().subList(0, states);
        if (rounds > ROUNDS || rounds == 0) {
            return call.plain();
        }
        for (int round = 0; round < rounds; round++) {
            List<Value> arguments = new ArrayList<>(state);
            for (List<Value> sequence : elements) {
                arguments.add(sequence.get(round));
            }
            List<Value> results = call.caller().inline(body, named(body, arguments));
            state = results.subList(0, states);
            collected.add(results.subList(states, results.size()));
        }
        List<Value> outputs = new ArrayList<>(state);
        for (int k = 0; k < collected.outputs().size(); k++) {
            outputs.add(scanned(g, collected.outputs().get(k), call, k));
        }
        return outputs;
    }

    private static Value scanned(GraphBuilder g, List<Value> rounds, Inlining.Call call, int k) {
        List<Value> ordered = new ArrayList<>(rounds);
        if (at(call, "scan_output_directions", k) == 1) {
            Collections.reverse(ordered);
        }
        int rank = rounds.get(0).rank() + 1;
        long axis = at(call, "scan_output_axes", k);
        return g.stack((int) (axis < 0 ? axis + rank : axis), ordered);
    }

    /** The elements of a sequence in the order in which they are read. */
    private static List<Value> elements(GraphBuilder g, Value sequence, long axis, long direction) {
        int along = (int) (axis < 0 ? axis + sequence.rank() : axis);
        List<Value> elements = new ArrayList<>(g.unstack(sequence, along));
        if (direction == 1) {
            Collections.reverse(elements);
        }
        return elements;
    }

    private static long at(Inlining.Call call, String attribute, int k) {
        long[] values = call.integers(attribute);
        return values.length == 0 ? 0 : values[k];
    }
}
