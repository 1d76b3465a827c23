package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators that are spelled out in others before anything is differentiated. */
final class Expansions {
    static final Map<String, Expansion> TABLE = new HashMap<>();

    static {
        TABLE.put("Constant", (g, call) -> List.of(g.constant(call.tensor("value"))));
        TABLE.put("Dropout", (g, call) -> List.of(call.in(0)));
        TABLE.put("BatchNormalization", Expansions::batchNormalization);
        TABLE.putAll(ControlFlowExpansions.TABLE);
        TABLE.putAll(SpatialExpansions.TABLE);
        TABLE.putAll(IndexExpansions.TABLE);
    }

    private Expansions() {}

    /**
     * Behind a convolution with constant weights the scale goes into the weights, as operations on constants that are folded once at
     * load, so that forward and backward pass share them.
     */
    private static List<Value> batchNormalization(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        Value scale = g.div(call.in(1), g.sqrt(g.add(call.in(4), call.number("epsilon", 1e-5f))));
        Value shift = g.sub(call.in(2), g.mul(call.in(3), scale));
        boolean convolution = x.operation()
                .filter(o -> o.key().equals("Conv") && !o.input(1).varies())
                .isPresent();
        if (!convolution) {
            return call.plain(call.inputs(), Map.of("epsilon", Attribute.of(call.number("epsilon", 1e-5f))));
        }
        Operation conv = x.operation().orElseThrow();
        Value w = conv.input(1);
        long[] perFilter = new long[w.rank()];
        java.util.Arrays.fill(perFilter, 1);
        perFilter[0] = w.dim(0);
        Value weight = g.mul(w, g.reshape(scale, Shape.of(perFilter)));
        Value bias = conv.has(2) ? g.add(g.mul(conv.input(2), scale), shift) : shift;
        return List.of(g.op("Conv", conv.attributes(), conv.input(0), weight, bias));
    }
}
