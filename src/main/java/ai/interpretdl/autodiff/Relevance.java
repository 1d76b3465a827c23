package ai.interpretdl.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layer-wise relevance propagation as rules of the backward walk: what is pulled is relevance, and every operator shares out what arrived.
 *
 * <p>Bach et al., 2015; the rules as in Montavon et al., 2019, table 10.1. Each reuses the derivative: x·Jᵀ(R/z) is the gradient of an
 * operator with other weights, so that a rule is no more than its weights. Biases stay in the denominator and take their share.
 * What moves elements passes relevance along; what bends single elements (activations, normalisation) passes it through; a maximum gives
 * it to the winner; a product of two varying values gives half to each.
 */
public final class Relevance {
    /** How a layer with weights shares out what arrived. */
    public sealed interface Share {
        /** By x·w, with {@code epsilon} keeping the denominator off 0. */
        record Epsilon() implements Share {}

        /** By x·(w + γw⁺). */
        record Gamma(double gamma) implements Share {}

        /** By the positive and the negative x·w apart, with weights α and -β, α - β = 1; α = 1 is the z⁺ rule. Where one kind is missing, its part is lost. */
        record AlphaBeta(double alpha) implements Share {}

        /** Equally, over all that is connected. */
        record Flat() implements Share {}

        /** By w². */
        record Squares() implements Share {}

        /** By x·w - l·w⁺ - h·w⁻, where l and h are the smallest and the largest number of each input. */
        record Box() implements Share {}
    }

    private static final Set<String> LAYERS = Set.of("Conv", "Gemm", "MatMul");
    private static final List<String> MOVING = List.of(
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Identity",
            "Concat",
            "Split",
            "Slice",
            "Gather",
            "Pad",
            "Expand",
            "Where",
            "Cast",
            "Dropout",
            "DepthToSpace",
            "SpaceToDepth",
            "MaxPool",
            "GlobalMaxPool",
            "ReduceMax",
            "ReduceMin",
            "Max",
            "Min");
    private static final List<String> LINEAR = List.of(
            "Add",
            "Sub",
            "Sum",
            "AveragePool",
            "GlobalAveragePool",
            "ReduceSum",
            "ReduceMean",
            "BatchNormalization",
            "ConvTranspose",
            "Resize");

    private final double epsilon;
    private final Share dense;
    private final Share convolution;
    private final Share first;

    private Relevance(double epsilon, Share dense, Share convolution, Share first) {
        this.epsilon = epsilon;
        this.dense = dense;
        this.convolution = convolution;
        this.first = first;
    }

    /**
     * The rules for a network.
     *
     * @param epsilon what keeps denominators off 0
     * @param dense for matrix products
     * @param convolution for convolutions
     * @param first for layers with weights below which there are no others
     */
    public static Map<String, Rule> rules(double epsilon, Share dense, Share convolution, Share first) {
        Relevance relevance = new Relevance(epsilon, dense, convolution, first);
        Map<String, Rule> rules = new HashMap<>();
        for (String operator : Rules.derivative().operators()) {
            if (!Rules.derivative().stops(operator) && !MOVING.contains(operator)) {
                rules.put(operator, relevance::otherwise);
            }
        }
        LINEAR.forEach(operator -> rules.put(operator, relevance::byContribution));
        LAYERS.forEach(operator -> rules.put(operator, relevance::layer));
        rules.put("Mul", Relevance::halves);
        return rules;
    }

    /** What keeps its shape is taken for a bend of single elements. */
    private void otherwise(Pull p) {
        if (p.in(0).shape().equals(p.out(0).shape())) {
            p.give(0, p::dy);
        } else {
            byContribution(p);
        }
    }

    private static void halves(Pull p) {
        boolean both = p.wants(0) && p.wants(1);
        for (int i = 0; i < 2; i++) {
            p.give(i, () -> both ? p.graph().mul(p.dy(), 0.5) : p.dy());
        }
    }

    private void byContribution(Pull p) {
        give(p, p.dy());
    }

    private void layer(Pull p) {
        if (p.wants(0) && p.wants(1)) {
            give(p, p.graph().mul(p.dy(), 0.5));
            return;
        }
        Share share = isFirst(p) ? first : p.operation().operator().equals("Conv") ? convolution : dense;
        int at = p.wants(1) ? 1 : 0;
        p.give(at, () -> new LayerShare(p, at, epsilon).of(share));
    }

    private static boolean isFirst(Pull p) {
        return Backward.ancestors(p.operation().inputs()).stream()
                .noneMatch(o -> o.output(0).varies() && LAYERS.contains(o.key()));
    }

    /** R_x = x·Jᵀ(R/z). */
    private void give(Pull p, Value arrived) {
        GraphBuilder g = p.graph();
        List<Value> inputs = p.operation().inputs();
        Value share = g.div(arrived, offZero(g, p.out(0), epsilon));
        List<Value> wanted = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (p.wants(i) && inputs.indexOf(inputs.get(i)) == i) {
                wanted.add(inputs.get(i));
            }
        }
        List<Value> pulled =
                Backward.pull(g, Rules.derivative(), Map.of(p.out(0), share), wanted, new HashSet<>(inputs));
        for (int k = 0; k < wanted.size(); k++) {
            int at = inputs.indexOf(wanted.get(k));
            Value relevance = g.mul(inputs.get(at), pulled.get(k));
            p.give(at, () -> relevance);
        }
    }

    static Value offZero(GraphBuilder g, Value z, double epsilon) {
        Value below = g.less(z, 0);
        return g.add(z, g.where(below, g.number(z, -epsilon), g.number(z, epsilon)));
    }
}
