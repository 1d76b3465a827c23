package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sequences and optionals exist while the graph is written and not in it: what is put into one is taken out of it again. Where in a sequence, and
 * how long it is, must not depend on the data.
 */
final class SequenceExpansions {
    static final Map<String, Expansion> TABLE = new HashMap<>();

    static {
        TABLE.put("Identity", (g, call) -> call.in(0).isSequence() ? call.inputs() : call.plain());
        TABLE.put("SequenceEmpty", (g, call) -> List.of(g.sequence(List.of())));
        TABLE.put("SequenceConstruct", (g, call) -> List.of(g.sequence(call.inputs())));
        TABLE.put("SequenceInsert", SequenceExpansions::insert);
        TABLE.put("SequenceErase", SequenceExpansions::erase);
        TABLE.put(
                "SequenceAt",
                (g, call) -> List.of(
                        call.elements(0).get(position(call, 1, call.elements(0).size(), 0))));
        TABLE.put(
                "SequenceLength",
                (g, call) ->
                        List.of(g.constant(Tensor.scalar((long) call.elements(0).size()))));
        TABLE.put("SequenceMap", SequenceExpansions::map);
        TABLE.put("SplitToSequence", SequenceExpansions::split);
        TABLE.put("ConcatFromSequence", SequenceExpansions::concat);
        TABLE.put("Optional", (g, call) -> List.of(call.in(0)));
        TABLE.put("OptionalGetElement", (g, call) -> List.of(call.in(0)));
        TABLE.put("OptionalHasElement", (g, call) -> List.of(g.constant(Tensor.of(new boolean[] {call.has(0)}))));
    }

    private SequenceExpansions() {}

    private static List<Value> insert(GraphBuilder g, Inlining.Call call) {
        List<Value> elements = new ArrayList<>(call.elements(0));
        elements.add(call.has(2) ? position(call, 2, elements.size(), 1) : elements.size(), call.in(1));
        return List.of(g.sequence(elements));
    }

    private static List<Value> erase(GraphBuilder g, Inlining.Call call) {
        List<Value> elements = new ArrayList<>(call.elements(0));
        elements.remove(call.has(1) ? position(call, 1, elements.size(), 0) : elements.size() - 1);
        return List.of(g.sequence(elements));
    }

    /**
     * A place in a sequence; a negative one counts from the end.
     *
     * @param behind how many places there are behind the last element
     */
    private static int position(Inlining.Call call, int input, int size, int behind) {
        long position = call.known(input).longs()[0];
        long place = position < 0 ? position + size : position;
        if (place < 0 || place >= size + behind) {
            throw call.unsupported("position " + position + " lies outside of a sequence of " + size);
        }
        return (int) place;
    }

    /** The body once for each element; what is no sequence is the same for all of them. */
    private static List<Value> map(GraphBuilder g, Inlining.Call call) {
        Graph body = call.body("body");
        int size = call.elements(0).size();
        List<List<Value>> rounds = IntStream.range(0, size)
                .mapToObj(round -> call.caller().inline(body, arguments(call, body, round)))
                .toList();
        return IntStream.range(0, body.outputs().size())
                .mapToObj(output -> g.sequence(
                        rounds.stream().map(round -> round.get(output)).toList()))
                .toList();
    }

    private static Map<String, Value> arguments(Inlining.Call call, Graph body, int round) {
        Map<String, Value> arguments = new HashMap<>();
        for (int i = 0; i < body.inputs().size(); i++) {
            Value input = call.in(i);
            arguments.put(
                    body.inputs().get(i).name(),
                    input.isSequence() ? input.elements().get(round) : input);
        }
        return arguments;
    }

    private static List<Value> split(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        long given = call.integer("axis", 0);
        int axis = (int) (given < 0 ? given + x.rank() : given);
        if (!call.has(1)) {
            List<Value> single = g.unstack(x, axis);
            return List.of(g.sequence(call.integer("keepdims", 1) == 1 ? kept(g, single, axis) : single));
        }
        List<Value> parts = new ArrayList<>();
        long start = 0;
        for (long length : lengths(call, x.dim(axis))) {
            parts.add(g.slice(x, axis, start, start + length));
            start += length;
        }
        return List.of(g.sequence(parts));
    }

    private static List<Value> kept(GraphBuilder g, List<Value> single, int axis) {
        return single.stream()
                .map(one -> g.reshape(one, widened(one.shape(), axis)))
                .toList();
    }

    private static Shape widened(Shape shape, int axis) {
        return shape.slice(0, axis).concat(Shape.of(1)).concat(shape.slice(axis, shape.rank()));
    }

    /** A single number is the length of all pieces but perhaps the last. */
    private static long[] lengths(Inlining.Call call, long whole) {
        Tensor split = call.known(1);
        if (split.shape().rank() > 0) {
            return split.longs();
        }
        long each = split.longs()[0];
        long[] lengths = new long[Math.toIntExact(-Math.floorDiv(-whole, each))];
        Arrays.setAll(lengths, i -> Math.min(each, whole - i * each));
        return lengths;
    }

    private static List<Value> concat(GraphBuilder g, Inlining.Call call) {
        List<Value> elements = call.elements(0);
        if (elements.isEmpty()) {
            throw call.unsupported("an empty sequence has no tensor to join");
        }
        boolean stacked = call.integer("new_axis", 0) == 1;
        int rank = elements.get(0).rank() + (stacked ? 1 : 0);
        long given = call.integer("axis", 0);
        int axis = (int) (given < 0 ? given + rank : given);
        return List.of(stacked ? g.stack(axis, elements) : g.concat(axis, elements));
    }
}
