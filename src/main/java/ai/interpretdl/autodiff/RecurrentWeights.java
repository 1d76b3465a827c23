package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * The weights of one direction of a recurrent layer.
 *
 * @param input [G·H, I]
 * @param recurrent [G·H, H]
 * @param biases [2·G·H], of the input's and of the state's product
 * @param peepholes [3·H]
 * @param activations in the operator's order
 */
record RecurrentWeights(
        GraphBuilder g,
        Inlining.Call call,
        Value input,
        Value recurrent,
        Value biases,
        Value peepholes,
        List<UnaryOperator<Value>> activations) {
    private static final int PEEPHOLES = 7;

    static RecurrentWeights of(GraphBuilder g, Inlining.Call call, int direction, int gates) {
        Value input = at(g, call.in(1), direction);
        Value biases =
                call.has(3) ? at(g, call.in(3), direction) : g.expand(g.number(input, 0), Shape.of(2 * input.dim(0)));
        Value peepholes = call.has(PEEPHOLES) ? at(g, call.in(PEEPHOLES), direction) : Value.ABSENT;
        return new RecurrentWeights(
                g,
                call,
                input,
                at(g, call.in(2), direction),
                biases,
                peepholes,
                RecurrentActivations.of(g, call, direction, gates));
    }

    private static Value at(GraphBuilder g, Value stacked, int direction) {
        return g.reshape(
                g.slice(stacked, 0, direction, direction + 1), stacked.shape().slice(1, stacked.rank()));
    }

    long hidden() {
        return recurrent.dim(1);
    }

    Value activated(int index, Value x) {
        return activations.get(index).apply(x);
    }

    /** What the input contributes to the gates at each step, [N, G·H] each: one product for all steps. */
    List<Value> projected(Value x) {
        Value rows = g.reshape(x, x.dim(0) * x.dim(1), x.dim(2));
        Value all = product(rows, input, g.slice(biases, 0, 0, input.dim(0)));
        Value steps = g.reshape(all, x.dim(0), x.dim(1), input.dim(0));
        return split(steps, 0, Math.toIntExact(x.dim(0))).stream()
                .map(step -> g.reshape(step, x.dim(1), input.dim(0)))
                .toList();
    }

    /** What the state contributes to gates {@code from} to {@code to} (exclusive), [N, (to − from)·H]. */
    Value recurring(Value state, int from, int to) {
        long start = from * hidden();
        long end = to * hidden();
        long offset = recurrent.dim(0);
        return product(state, g.slice(recurrent, 0, start, end), g.slice(biases, 0, offset + start, offset + end));
    }

    private Value product(Value rows, Value weights, Value bias) {
        return g.op("Gemm", Map.of("transB", Attribute.of(1L)), rows, weights, bias);
    }

    /** The gates of [N, G·H]. */
    List<Value> gates(Value x) {
        return split(x, 1, Math.toIntExact(x.dim(1) / hidden()));
    }

    private List<Value> split(Value x, int axis, int parts) {
        long length = x.dim(axis) / parts;
        Value lengths = g.ints(LongStream.range(0, parts).map(i -> length).toArray());
        return parts == 1 ? List.of(x) : g.ops(parts, "Split", Map.of("axis", Attribute.of((long) axis)), x, lengths);
    }

    /** Part {@code index} of the peepholes times a cell's state, or nothing. */
    Value peeked(Value gate, int index, Value state) {
        if (peepholes.isAbsent()) {
            return gate;
        }
        return g.add(gate, g.mul(g.slice(peepholes, 0, index * hidden(), (index + 1) * hidden()), state));
    }
}
