package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The attention of operator sets 23 and 24, by its definition. */
final class AttentionExpansions {
    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("Attention", AttentionExpansions::attention),
            entry("com.microsoft:Attention", FusedAttention::attention),
            entry("com.microsoft:MultiHeadAttention", FusedAttention::multiHead));

    private static final int MASK = 3;
    private static final int PAST_KEY = 4;
    private static final int PAST_VALUE = 5;
    private static final int LENGTHS = 6;

    private AttentionExpansions() {}

    private static List<Value> attention(GraphBuilder g, Inlining.Call call) {
        Heads heads = new Heads(g);
        boolean flat = call.in(0).rank() == 3;
        long keyHeads = call.integer("kv_num_heads", 1);
        Value q = flat ? heads.split(call.in(0), call.integer("q_num_heads", 1)) : call.in(0);
        Value k = heads.continued(call.in(PAST_KEY), flat ? heads.split(call.in(1), keyHeads) : call.in(1));
        Value v = heads.continued(call.in(PAST_VALUE), flat ? heads.split(call.in(2), keyHeads) : call.in(2));
        double scale = call.number("scale", (float) (1 / Math.sqrt(q.dim(3))));
        List<Value> stages = new ArrayList<>();
        stages.add(heads.scores(q, heads.repeated(k, q.dim(1)), scale));
        stages.add(capped(g, stages.get(0), call.number("softcap", 0)));
        stages.add(biased(heads, call, stages.get(1)));
        stages.add(weights(heads, call, stages.get(2)));
        Value y = g.matmul(stages.get(3), heads.repeated(v, q.dim(1)));
        Value shown = stages.get((int) call.integer("qk_matmul_output_mode", 0));
        return List.of(flat ? heads.join(y) : y, k, v, shown);
    }

    /** c·tanh(x/c). */
    private static Value capped(GraphBuilder g, Value scores, double cap) {
        return cap > 0 ? g.mul(g.tanh(g.div(scores, cap)), cap) : scores;
    }

    /** The mask, the order of a causal model, and the ends of padded sequences. */
    private static Value biased(Heads heads, Inlining.Call call, Value scores) {
        GraphBuilder g = heads.g();
        Value result = scores;
        long keys = scores.dim(3);
        if (call.has(MASK)) {
            Value mask = lengthened(g, call.in(MASK), keys);
            result = mask.type() == ElementType.BOOL ? heads.masked(result, mask) : g.add(result, mask);
        }
        if (call.integer("is_causal", 0) == 1) {
            result = heads.masked(result, causal(heads, call, scores));
        }
        return call.has(LENGTHS) ? heads.masked(result, heads.within(call.in(LENGTHS), keys)) : result;
    }

    /** A query is as far behind as keys came before it: from earlier calls, or in a cache of known length. */
    private static Value causal(Heads heads, Inlining.Call call, Value scores) {
        GraphBuilder g = heads.g();
        long queries = scores.dim(2);
        long keys = scores.dim(3);
        if (call.has(PAST_KEY) || !call.has(LENGTHS)) {
            return heads.causal(
                    queries, keys, call.has(PAST_KEY) ? call.in(PAST_KEY).dim(2) : 0);
        }
        Value end = g.reshape(g.cast(call.in(LENGTHS), ElementType.INT64), scores.dim(0), 1, 1, 1);
        Value place = g.add(g.reshape(g.range(queries), queries, 1), g.sub(end, g.ints(queries)));
        return g.not(g.greater(g.reshape(g.range(keys), 1, keys), place));
    }

    /** A mask may end before the keys do: what lies behind is not seen. */
    private static Value lengthened(GraphBuilder g, Value mask, long keys) {
        long missing = keys - mask.dim(-1);
        if (missing == 0 || mask.dim(-1) == 1) {
            return mask;
        }
        Value blind = mask.type() == ElementType.BOOL
                ? g.constant(Tensor.of(new boolean[] {false}))
                : g.number(mask, Double.NEGATIVE_INFINITY);
        int last = mask.rank() - 1;
        return g.concat(last, List.of(mask, g.expand(blind, mask.shape().with(last, missing))));
    }

    private static Value weights(Heads heads, Inlining.Call call, Value scores) {
        ElementType precision = ElementType.ofCode(
                call.integer("softmax_precision", scores.type().code()));
        return heads.g().cast(heads.softmax(heads.g().cast(scores, precision)), scores.type());
    }
}
