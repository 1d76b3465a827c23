package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.List;

/**
 * Scaled dot-product attention by its equation: softmax(scale·QKᵀ + biases)·V for every head.
 *
 * <p>Vaswani et al., 2017, arXiv:1706.03762, equation 1.
 *
 * @param g the graph to write into
 */
record Heads(GraphBuilder g) {
    /** [N, L, H·E] as [N, H, L, E]. */
    Value split(Value x, long heads) {
        Value apart = g.reshape(x, x.dim(0), x.dim(1), heads, x.dim(2) / Math.max(1, heads));
        return g.transpose(apart, 0, 2, 1, 3);
    }

    /** [N, H, L, E] as [N, L, H·E]. */
    Value join(Value x) {
        return g.reshape(g.transpose(x, 0, 2, 1, 3), x.dim(0), x.dim(2), x.dim(1) * x.dim(3));
    }

    /** Each head of [N, H, L, E] several times in a row, for queries that share keys. */
    Value repeated(Value x, long heads) {
        if (heads == x.dim(1)) {
            return x;
        }
        long times = heads / x.dim(1);
        Value apart = g.reshape(x, x.dim(0), x.dim(1), 1, x.dim(2), x.dim(3));
        Value copies = g.expand(apart, Shape.of(x.dim(0), x.dim(1), times, x.dim(2), x.dim(3)));
        return g.reshape(copies, x.dim(0), heads, x.dim(2), x.dim(3));
    }

    /** What came before, then what is new, along the sequence. */
    Value continued(Value past, Value x) {
        return past.isAbsent() ? x : g.concat(2, List.of(past, x));
    }

    /** How well each query fits each key: scale·QKᵀ. */
    Value scores(Value q, Value k, double scale) {
        return g.matmul(g.mul(q, scale), g.swap(k, -1, -2));
    }

    /** Queries that come {@code before} + 0, 1, … see keys that do not come later: [L, S]. */
    Value causal(long queries, long keys, long before) {
        Value place = g.add(g.reshape(g.range(queries), queries, 1), g.ints(before));
        return g.not(g.greater(g.reshape(g.range(keys), 1, keys), place));
    }

    /** Scores as they are where allowed, else so low that their weight is 0. */
    Value masked(Value scores, Value allowed) {
        return masked(scores, allowed, lowest(scores.type()));
    }

    Value masked(Value scores, Value allowed, double otherwise) {
        return g.where(allowed, scores, g.number(scores, otherwise));
    }

    private static double lowest(ElementType type) {
        return type == ElementType.FLOAT16 ? -65504 : -Float.MAX_VALUE;
    }

    /** Positions before a sequence's end: lengths [N] as [N, 1, 1, S]. */
    Value within(Value lengths, long keys) {
        Value ends =
                g.reshape(g.cast(lengths, ElementType.INT64), lengths.shape().size(), 1, 1, 1);
        return g.less(g.reshape(g.range(keys), 1, 1, 1, keys), ends);
    }

    Value softmax(Value scores) {
        return g.op("Softmax", java.util.Map.of("axis", ai.interpretdl.onnx.Attribute.of(-1L)), scores);
    }
}
