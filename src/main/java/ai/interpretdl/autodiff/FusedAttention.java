package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.List;

/** The attention operators that ONNX Runtime's optimiser writes for transformers. */
final class FusedAttention {
    /** The weight of a masked score, in ONNX Runtime's definition. */
    private static final float FILTER = -10000;

    private FusedAttention() {}

    /** Inputs: x [N, L, D], weights of queries, keys and values side by side, bias, mask, past, bias of scores. */
    static List<Value> attention(GraphBuilder g, Inlining.Call call) {
        refuse(call, call.integer("do_rotary", 0) == 1, "rotary embedding inside the operator");
        refuse(call, call.integer("past_present_share_buffer", 0) == 1, "a shared buffer of past keys");
        Heads heads = new Heads(g);
        long count = call.integer("num_heads", 1);
        Value projected = g.matmul(call.in(0), call.in(1));
        Value all = call.has(2) ? g.add(projected, call.in(2)) : projected;
        long third = all.dim(2) / 3;
        long[] sizes = call.integers("qkv_hidden_sizes", third, third, third);
        Value q = heads.split(g.slice(all, 2, 0, sizes[0]), count);
        Value k = heads.split(g.slice(all, 2, sizes[0], sizes[0] + sizes[1]), count);
        Value v = heads.split(g.slice(all, 2, sizes[0] + sizes[1], all.dim(2)), count);
        if (!call.has(4)) {
            return List.of(attend(heads, call, q, k, v, call.in(3), call.in(5)));
        }
        Shape one = call.in(4).shape().slice(1, 5);
        Value keys = heads.continued(g.reshape(g.slice(call.in(4), 0, 0, 1), one), k);
        Value values = heads.continued(g.reshape(g.slice(call.in(4), 0, 1, 2), one), v);
        Value present = g.stack(0, List.of(keys, values));
        return List.of(attend(heads, call, q, keys, values, call.in(3), call.in(5)), present);
    }

    /** Inputs: queries, keys, values [N, L, H·E], one bias for the three, padding of keys, bias of scores, past keys and values. */
    static List<Value> multiHead(GraphBuilder g, Inlining.Call call) {
        Heads heads = new Heads(g);
        refuse(call, call.has(8) || call.has(9), "a shared buffer of past keys");
        refuse(call, call.in(0).rank() != 3 || !call.has(1) || !call.has(2), "packed queries, keys and values");
        Value q = projected(heads, call, 0, 0);
        Value k = call.in(1).rank() == 4
                ? call.in(1)
                : projected(heads, call, 1, call.in(0).dim(2));
        long before = 2 * call.in(0).dim(2);
        Value v = call.in(2).rank() == 4 ? call.in(2) : projected(heads, call, 2, before);
        Value keys = heads.continued(call.in(6), k);
        Value values = heads.continued(call.in(7), v);
        return List.of(attend(heads, call, q, keys, values, call.in(4), call.in(5)), keys, values);
    }

    /** An input with its part of the bias, by heads. */
    private static Value projected(Heads heads, Inlining.Call call, int index, long start) {
        Value x = call.in(index);
        Value shifted = call.has(3) ? heads.g().add(x, heads.g().slice(call.in(3), 0, start, start + x.dim(2))) : x;
        return heads.split(shifted, call.integer("num_heads", 1));
    }

    private static Value attend(Heads heads, Inlining.Call call, Value q, Value k, Value v, Value mask, Value bias) {
        GraphBuilder g = heads.g();
        float given = call.number("scale", 0);
        Value scores = heads.scores(q, k, given == 0 ? 1 / Math.sqrt(q.dim(3)) : given);
        scores = bias.isAbsent() ? scores : g.add(scores, bias);
        double filter = call.number("mask_filter_value", FILTER);
        if (!mask.isAbsent()) {
            Value penalty = g.where(allowed(heads, call, mask, scores), g.number(scores, 0), g.number(scores, filter));
            scores = g.add(scores, penalty);
        }
        if (call.integer("unidirectional", 0) == 1) {
            scores = heads.masked(scores, heads.causal(q.dim(2), k.dim(2), k.dim(2) - q.dim(2)));
        }
        return heads.join(g.matmul(heads.softmax(scores), v));
    }

    /** Lengths [N], ends and starts [2N], or zeros and ones a key, a query and key, or a head: what may be seen. */
    private static Value allowed(Heads heads, Inlining.Call call, Value mask, Value scores) {
        GraphBuilder g = heads.g();
        long rows = scores.dim(0);
        long keys = scores.dim(3);
        if (mask.rank() == 1) {
            refuse(call, mask.dim(0) != rows && mask.dim(0) != 2 * rows, "this form of mask");
            Value ends = heads.within(g.slice(mask, 0, 0, rows), keys);
            return mask.dim(0) == rows
                    ? ends
                    : g.and(ends, g.not(heads.within(g.slice(mask, 0, rows, 2 * rows), keys)));
        }
        Value ones = g.greater(g.cast(mask, ElementType.INT64), g.ints(0));
        return switch (mask.rank()) {
            case 2 -> g.reshape(ones, mask.dim(0), 1, 1, mask.dim(1));
            case 3 -> g.reshape(ones, mask.dim(0), 1, mask.dim(1), mask.dim(2));
            default -> g.slice(g.slice(ones, 2, keys - scores.dim(2), keys), 3, 0, keys);
        };
    }

    private static void refuse(Inlining.Call call, boolean refused, String what) {
        if (refused) {
            throw call.unsupported(what + " is not spelled out; use the model before it was optimised");
        }
    }
}
