package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.onnx.Attribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What ONNX Runtime's optimiser has joined, taken apart again. */
final class FusedExpansions {
    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("com.microsoft:FusedMatMul", FusedExpansions::matMul),
            entry("com.microsoft:TransposeMatMul", FusedExpansions::matMul),
            entry("com.microsoft:FusedGemm", FusedExpansions::gemm),
            entry("com.microsoft:FusedConv", FusedExpansions::conv));

    private FusedExpansions() {}

    /** α·A'B' of stacks of matrices that lie transposed. */
    private static List<Value> matMul(GraphBuilder g, Inlining.Call call) {
        Value a = laid(g, call.in(0), call.integer("transBatchA", 0) == 1, call.integer("transA", 0) == 1);
        Value b = laid(g, call.in(1), call.integer("transBatchB", 0) == 1, call.integer("transB", 0) == 1);
        return List.of(g.mul(g.matmul(a, b), call.number("alpha", 1)));
    }

    private static Value laid(GraphBuilder g, Value x, boolean batchInside, boolean transposed) {
        if (x.rank() < 2) {
            return x;
        }
        Value stack = batchInside ? g.transpose(x, rowsInside(x.rank())) : x;
        return transposed ? g.swap(stack, -1, -2) : stack;
    }

    /** The first axis goes in front of the last one. */
    private static int[] rowsInside(int rank) {
        return IntStream.range(0, rank)
                .map(i -> i == rank - 1 ? i : (i + 1) % (rank - 1))
                .toArray();
    }

    private static List<Value> gemm(GraphBuilder g, Inlining.Call call) {
        Value y = g.op("Gemm", plain(call), call.inputs().toArray(Value[]::new));
        List<Float> parameters = List.of(call.number("activation_alpha", 0.01f), call.number("activation_beta", 0));
        return List.of(activated(g, call, y, parameters));
    }

    private static List<Value> conv(GraphBuilder g, Inlining.Call call) {
        Value y = call.has(2)
                ? g.op("Conv", plain(call), call.in(0), call.in(1), call.in(2))
                : g.op("Conv", plain(call), call.in(0), call.in(1));
        return List.of(activated(g, call, call.has(3) ? g.add(y, call.in(3)) : y, call.numbers("activation_params")));
    }

    /** The attributes of the operator that was there before. */
    private static Map<String, Attribute> plain(Inlining.Call call) {
        Map<String, Attribute> attributes = new HashMap<>(call.node().attributes());
        attributes.keySet().removeIf(name -> name.startsWith("activation"));
        return attributes;
    }

    private static Value activated(GraphBuilder g, Inlining.Call call, Value x, List<Float> parameters) {
        String activation = call.text("activation", "");
        return switch (activation) {
            case "" -> x;
            case "Relu", "Tanh", "Sigmoid" -> g.op(activation, x);
            case "LeakyRelu" -> g.op("LeakyRelu", Map.of("alpha", Attribute.of(parameters.get(0))), x);
            case "Clip" -> g.op("Clip", x, g.number(x, parameters.get(0)), g.number(x, parameters.get(1)));
            case "HardSigmoid" -> g.hardSigmoid(x, parameters.get(0), parameters.get(1));
            default ->
                throw call.unsupported(
                        "activation " + activation + " is unknown; use the model before it was optimised");
        };
    }
}
