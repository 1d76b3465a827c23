package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Operators that pick, put or accumulate elements, and are arithmetic on others. */
final class IndexExpansions {
    static final Map<String, Expansion> TABLE = Map.of(
            "Cast",
                    (g, call) -> call.plain(
                            call.inputs(),
                            call.node()
                                    .without(Set.of("saturate", "round_mode"))
                                    .attributes()),
            "Scatter",
                    (g, call) -> List.of(
                            g.op("ScatterElements", call.node().attributes(), call.in(0), call.in(1), call.in(2))),
            "Compress", IndexExpansions::compress,
            "CumProd", IndexExpansions::cumProd,
            "TensorScatter", IndexExpansions::tensorScatter);

    private IndexExpansions() {}

    /** The elements where the condition holds, which must be known. */
    private static List<Value> compress(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        boolean flat = !call.node().attributes().containsKey("axis");
        Value from = flat ? g.reshape(x, x.shape().size()) : x;
        long axis = call.integer("axis", 0);
        int along = (int) (axis < 0 ? axis + x.rank() : axis);
        long[] condition = call.known(1).longs();
        long[] kept = LongStream.range(0, Math.min(condition.length, from.dim(along)))
                .filter(i -> condition[(int) i] != 0)
                .toArray();
        return List.of(g.gather(from, g.ints(kept), along));
    }

    private static List<Value> cumProd(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        long given = call.known(1).longs()[0];
        int axis = (int) (given < 0 ? given + x.rank() : given);
        Value others = call.integer("reverse", 0) == 1
                ? RunningProduct.ofLater(g, x, axis)
                : RunningProduct.ofEarlier(g, x, axis);
        return List.of(call.integer("exclusive", 0) == 1 ? others : g.mul(others, x));
    }

    /** A cache into which each row writes from its own position on. */
    private static List<Value> tensorScatter(GraphBuilder g, Inlining.Call call) {
        Value cache = call.in(0);
        Value update = call.in(1);
        long given = call.integer("axis", -2);
        int axis = (int) (given < 0 ? given + cache.rank() : given);
        long[] along = ones(cache.rank());
        along[axis] = update.dim(axis);
        Value places = g.reshape(g.ints(LongStream.range(0, update.dim(axis)).toArray()), along);
        if (call.has(2)) {
            places = g.add(
                    places, g.reshape(call.in(2), Shape.of(ones(cache.rank())).with(0, cache.dim(0))));
        }
        if (call.text("mode", "linear").equals("circular")) {
            places = g.op("Mod", places, g.constant(Tensor.scalar(cache.dim(axis))));
        }
        Map<String, Attribute> attributes = Map.of("axis", Attribute.of(axis));
        return List.of(g.op("ScatterElements", attributes, cache, g.expand(places, update.shape()), update));
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
