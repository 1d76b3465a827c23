package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Rotary position embedding: pairs of elements are turned by an angle that grows with the position.
 *
 * <p>Su et al., 2021, arXiv:2104.09864, equation 34.
 */
final class RotaryExpansions {
    static final Map<String, Expansion> TABLE = Map.ofEntries(
            entry("RotaryEmbedding", (g, call) -> rotary(g, call, call.in(1), call.in(2), call.in(3))),
            entry("com.microsoft:RotaryEmbedding", RotaryExpansions::fused));

    private RotaryExpansions() {}

    /** Positions come second; one number is where each row starts. */
    private static List<Value> fused(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        if (call.integer("is_packed_batching", 0) == 1) {
            throw call.unsupported("packed rows are not spelled out; use the model before it was optimised");
        }
        long length = x.rank() == 3 ? x.dim(1) : x.dim(2);
        Value starts = call.in(1);
        Value places = starts.rank() == 1
                ? g.expand(g.add(g.reshape(g.range(length), 1, length), starts), Shape.of(x.dim(0), length))
                : starts;
        return rotary(g, call, call.in(2), call.in(3), places);
    }

    /** x is [N, H, L, E], or [N, L, H·E]; cosines and sines are [places, R/2], or [N, L, R/2] without places. */
    private static List<Value> rotary(GraphBuilder g, Inlining.Call call, Value cosines, Value sines, Value places) {
        Heads heads = new Heads(g);
        Value x = call.in(0);
        boolean flat = x.rank() == 3;
        long half = cosines.dim(-1);
        long count = call.integer("num_heads", 0);
        Value apart = flat ? heads.split(x, count > 0 ? count : x.dim(2) / (2 * half)) : x;
        Value cos = perHead(g, cosines, places);
        Value sin = perHead(g, sines, places);
        Value turned = turned(g, g.slice(apart, 3, 0, 2 * half), cos, sin, call.integer("interleaved", 0) == 1);
        Value rest = g.slice(apart, 3, 2 * half, apart.dim(3));
        Value y = apart.dim(3) == 2 * half ? turned : g.concat(3, List.of(turned, rest));
        return List.of(flat ? heads.join(y) : y);
    }

    private static Value perHead(GraphBuilder g, Value table, Value places) {
        Value rows = places.isAbsent() ? table : g.gather(table, places, 0);
        return g.reshape(rows, rows.dim(0), 1, rows.dim(1), rows.dim(2));
    }

    /** (a, b) becomes (a·cos − b·sin, a·sin + b·cos); pairs are neighbours, or half the width apart. */
    private static Value turned(GraphBuilder g, Value x, Value cos, Value sin, boolean neighbours) {
        long half = x.dim(3) / 2;
        Shape pairs = x.shape().slice(0, 3).concat(neighbours ? Shape.of(half, 2) : Shape.of(2, half));
        int axis = neighbours ? 4 : 3;
        Shape side = x.shape().with(3, half);
        Value a = g.reshape(g.slice(g.reshape(x, pairs), axis, 0, 1), side);
        Value b = g.reshape(g.slice(g.reshape(x, pairs), axis, 1, 2), side);
        Shape one = pairs.with(axis, 1);
        Value first = g.reshape(g.sub(g.mul(a, cos), g.mul(b, sin)), one);
        Value second = g.reshape(g.add(g.mul(a, sin), g.mul(b, cos)), one);
        return g.reshape(g.concat(axis, List.of(first, second)), x.shape());
    }
}
