package ai.interpretdl.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The relevance that one layer's input gets: the layer's own operator with other weights. */
final class LayerShare {
    private final Pull p;
    private final GraphBuilder g;
    private final int at;
    private final double epsilon;
    private final Value x;
    private final Value w;

    /** @param at which input is the layer's; the other one of the first two is its weights */
    LayerShare(Pull p, int at, double epsilon) {
        this.p = p;
        this.g = p.graph();
        this.at = at;
        this.epsilon = epsilon;
        this.x = p.in(at);
        this.w = p.in(1 - at);
    }

    Value of(Relevance.Share share) {
        if (share instanceof Relevance.Share.Gamma gamma) {
            return shared(x, g.add(w, g.mul(g.relu(w), gamma.gamma())), raised(gamma.gamma()), epsilon);
        }
        if (share instanceof Relevance.Share.AlphaBeta rule) {
            return alphaBeta(rule.alpha());
        }
        if (share instanceof Relevance.Share.Flat) {
            return shared(ones(), g.ones(w), Value.ABSENT, epsilon);
        }
        if (share instanceof Relevance.Share.Squares) {
            return shared(ones(), g.square(w), Value.ABSENT, epsilon);
        }
        if (share instanceof Relevance.Share.Pass) {
            return passed();
        }
        return share instanceof Relevance.Share.Epsilon rule
                ? shared(x, w, p.operation().input(2), rule.epsilon())
                : box();
    }

    private Value passed() {
        if (!x.shape().equals(p.out(0).shape())) {
            throw new IllegalArgumentException(
                    "relevance cannot pass " + p.operation().node() + " element by element: its input is " + x.shape()
                            + ", its output " + p.out(0).shape());
        }
        return p.dy();
    }

    private Value raised(double gamma) {
        Value bias = p.operation().input(2);
        return bias.isAbsent() ? bias : g.add(bias, g.mul(g.relu(bias), gamma));
    }

    private Value alphaBeta(double alpha) {
        Value bias = p.operation().input(2);
        Value up = signed(g.relu(w), g.negative(w), bias.isAbsent() ? bias : g.relu(bias));
        if (alpha == 1) {
            return up;
        }
        Value down = signed(g.negative(w), g.relu(w), bias.isAbsent() ? bias : g.negative(bias));
        return g.sub(g.mul(up, alpha), g.mul(down, alpha - 1));
    }

    /** By x⁺·a + x⁻·b: the positive contributions where a = w⁺ and b = w⁻, the negative ones the other way round. */
    private Value signed(Value a, Value b, Value bias) {
        Value above = g.relu(x);
        Value below = g.negative(x);
        Value za = layer(above, a, bias);
        Value zb = layer(below, b, Value.ABSENT);
        Value share = g.div(p.dy(), Relevance.offZero(g, g.add(za, zb), epsilon));
        return g.add(g.mul(above, pulled(za, above, share)), g.mul(below, pulled(zb, below, share)));
    }

    private Value box() {
        int[] own = IntStream.range(1, x.rank()).toArray();
        Value low = g.expand(g.reduce("ReduceMin", x, true, own), x.shape());
        Value high = g.expand(g.reduce("ReduceMax", x, true, own), x.shape());
        Value z = layer(x, w, Value.ABSENT);
        Value zl = layer(low, g.relu(w), Value.ABSENT);
        Value zh = layer(high, g.negative(w), Value.ABSENT);
        Value share = g.div(p.dy(), Relevance.offZero(g, g.sub(g.sub(z, zl), zh), epsilon));
        Value bounds = g.add(g.mul(low, pulled(zl, low, share)), g.mul(high, pulled(zh, high, share)));
        return g.sub(g.mul(x, pulled(z, x, share)), bounds);
    }

    /** x·Jᵀ(R/z) for an operator with these operands. */
    private Value shared(Value input, Value weights, Value bias, double offZero) {
        Value z = layer(input, weights, bias);
        Value share = g.div(p.dy(), Relevance.offZero(g, z, offZero));
        return g.mul(input, pulled(z, input, share));
    }

    private Value layer(Value input, Value weights, Value bias) {
        List<Value> operands = new ArrayList<>(at == 0 ? List.of(input, weights) : List.of(weights, input));
        if (!bias.isAbsent()) {
            operands.add(bias);
        }
        return g.again(p.operation(), operands).get(0);
    }

    private Value pulled(Value z, Value input, Value share) {
        Operation o = z.operation().orElseThrow();
        return Backward.pull(g, Rules.derivative(), Map.of(z, share), List.of(input), o.inputs())
                .get(0);
    }

    /** Ones that vary, for the graph's sake: what is constant cannot be differentiated. */
    private Value ones() {
        return g.add(g.mul(x, 0), 1);
    }
}
