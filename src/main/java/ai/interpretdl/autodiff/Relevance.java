package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        /** By x·w, with {@code epsilon} keeping the denominator off 0; with 0 it is LRP-0, and what sums to exactly 0 is left as it is. */
        record Epsilon(double epsilon) implements Share {}

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

        /** Element by element as it arrived, through a layer that keeps its input's shape. */
        record Pass() implements Share {}
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

    /**
     * Which layers get which rule.
     *
     * @param dense for matrix products
     * @param convolution for convolutions
     * @param first for layers with weights below which there are no others
     */
    public record Composite(Share dense, Share convolution, Share first) {}

    private final double epsilon;
    private final Composite composite;
    private final Map<String, Share> named;
    private final Set<String> met = new TreeSet<>();
    private final Set<Operation> looked = new HashSet<>();
    private final Set<Value> behindLayers = new HashSet<>();

    /**
     * @param epsilon what keeps denominators off 0; 0 for LRP-0
     * @param named layers with a rule of their own, by the name of the node or of the value it writes
     */
    public Relevance(double epsilon, Composite composite, Map<String, Share> named) {
        this.epsilon = epsilon;
        this.composite = composite;
        this.named = Map.copyOf(named);
    }

    /** The rules of the walk. */
    public Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        for (String operator : Rules.derivative().operators()) {
            if (!Rules.derivative().stops(operator) && !MOVING.contains(operator)) {
                rules.put(operator, this::otherwise);
            }
        }
        LINEAR.forEach(operator -> rules.put(operator, this::byContribution));
        LAYERS.forEach(operator -> rules.put(operator, this::layer));
        rules.put("Mul", Relevance::halves);
        return rules;
    }

    /**
     * The rules for attention: a softmax shares out by its linear part, s·(R - s·ΣR) times its input, and a normalisation by what it is with the
     * deviation held fixed, also where it is spelled out.
     *
     * <p>Achtibat et al., 2024, arXiv:2402.05602, equations 13 and 15. Equation 18 hands a normalisation's relevance on element by element; where
     * an element is near 0 and its normal value is not, the next layer down then divides by it. As the authors' own program does, mean and bias
     * take their shares instead.
     */
    public Map<String, Rule> attentionRules() {
        Map<String, Rule> rules = rules();
        rules.put("Softmax", this::byContribution);
        rules.put("LayerNormalization", this::normalisation);
        return rules;
    }

    /** y = scale·(x - mean(x))/σ + bias with σ fixed. */
    private void normalisation(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        int[] axes = IntStream.range(p.operation().axis("axis", -1, x.rank()), x.rank())
                .toArray();
        Value deviation = NormalizationGradients.deviation(p, g.sub(x, g.mean(x, true, axes)), axes);
        Value share = g.div(g.mul(g.div(p.dy(), offZero(g, p.out(0), epsilon)), p.in(1)), deviation);
        p.give(0, () -> g.mul(x, g.sub(share, g.mean(share, true, axes))));
    }

    /**
     * Says so when a rule was given to what the walk did not meet.
     *
     * @throws IllegalArgumentException with the layers that were met
     */
    public void checkNamed() {
        for (String name : named.keySet()) {
            if (!met.contains(name)) {
                throw new IllegalArgumentException("rules names [" + name
                        + "], which is no layer with weights on the way from the output to what is explained; those are "
                        + met);
            }
        }
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
        Share share = named(p).orElseGet(() -> byKind(p));
        int at = p.wants(1) ? 1 : 0;
        p.give(at, () -> new LayerShare(p, at, epsilon).of(share));
    }

    private Share byKind(Pull p) {
        if (isFirst(p)) {
            return composite.first();
        }
        return p.operation().operator().equals("Conv") ? composite.convolution() : composite.dense();
    }

    private Optional<Share> named(Pull p) {
        Optional<Node> node = p.operation().origin();
        if (node.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(node.get().outputs());
        names.add(node.get().name());
        names.stream().filter(name -> !name.isEmpty()).forEach(met::add);
        return names.stream().filter(named::containsKey).findFirst().map(named::get);
    }

    private boolean isFirst(Pull p) {
        if (!looked.contains(p.operation())) {
            Backward.ancestors(p.operation().outputs()).forEach(this::look);
        }
        return !isBehindLayer(p.operation());
    }

    /** Notes what an operation is behind; those that it reads come before it. */
    private void look(Operation o) {
        looked.add(o);
        boolean layer = o.output(0).varies() && LAYERS.contains(o.key());
        if (layer || isBehindLayer(o)) {
            behindLayers.addAll(o.outputs());
        }
    }

    private boolean isBehindLayer(Operation o) {
        return Stream.concat(o.inputs().stream(), o.captures().values().stream())
                .anyMatch(behindLayers::contains);
    }

    /** R_x = x·Jᵀ(R/z). */
    private void give(Pull p, Value arrived) {
        GraphBuilder g = p.graph();
        Value share = g.div(arrived, offZero(g, p.out(0), epsilon));
        List<Integer> wanted = p.wanted();
        List<Value> pulled = Backward.pull(
                g,
                Rules.derivative(),
                Map.of(p.out(0), share),
                wanted.stream().map(p::in).toList(),
                p.operation().inputs());
        for (int k = 0; k < wanted.size(); k++) {
            Value relevance = g.mul(p.in(wanted.get(k)), pulled.get(k));
            p.give(wanted.get(k), () -> relevance);
        }
    }

    /** With an epsilon of 0 only 0 itself is moved: what has no sum has nothing to share out. */
    static Value offZero(GraphBuilder g, Value z, double epsilon) {
        if (epsilon == 0) {
            return g.where(g.equal(z, g.number(z, 0)), g.number(z, 1), z);
        }
        Value below = g.less(z, 0);
        return g.add(z, g.where(below, g.number(z, -epsilon), g.number(z, epsilon)));
    }
}
