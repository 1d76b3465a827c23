package ai.interpretdl.interpret.input;

import ai.interpretdl.autodiff.Relevance;
import ai.interpretdl.autodiff.Relevance.Share;
import ai.interpretdl.autodiff.Rule;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.HashMap;
import java.util.Map;

/**
 * The score shared out layer by layer, by what each input of a layer contributed.
 *
 * <p>Bach et al., 2015, equations 51 to 57; composites after Montavon et al., 2019, and Kohlbrenner et al., 2020, arXiv:1910.09840. Without
 * biases the relevances sum to the score, up to {@code epsilon}; a bias keeps its share. InterpretDL's models propagate α=1 with the box
 * rule at the first layer and leave biases out. LRP-0 of rectifiers without biases is input x gradient (Montavon et al., 2019, section 10.2.1).
 *
 * <p>{@link Composite#ATTENTION} is AttnLRP: Achtibat et al., 2024, arXiv:2402.05602, with ε for all linear layers. One forward and one backward
 * pass.
 *
 * @param composite which rule where
 * @param epsilon what keeps denominators off 0, in units of activations
 * @param gamma how much more positive contributions count, for the rules that have it
 * @param alpha the weight of what speaks for a neuron, for the rules that have it; what speaks against it has β = α - 1
 * @param layers layers with a rule of their own, by the name of the node or of the value it writes
 */
public record Lrp(Composite composite, double epsilon, double gamma, double alpha, Map<String, LayerRule> layers)
        implements InputAttribution {
    /** That of {@link Composite#EPSILON_ALPHA2_BETA1}. */
    public static final double ALPHA = 2;

    /** Which rule for dense layers, for convolutions, and for layers next to the input. */
    public enum Composite {
        /** LRP-0 everywhere: nothing keeps denominators off 0. */
        ZERO,
        /** Epsilon everywhere. */
        EPSILON,
        EPSILON_PLUS,
        EPSILON_GAMMA_BOX,
        EPSILON_PLUS_FLAT,
        EPSILON_ALPHA2_BETA1,
        /** w² next to the input, else as {@link #EPSILON_PLUS}. */
        EPSILON_PLUS_SQUARES,
        /** z⁺ everywhere: α=1, β=0. */
        PLUS,
        /** α and β = α - 1 everywhere. */
        ALPHA_BETA,
        /** Epsilon for layers, and rules for softmax, products and normalisation: for transformers. */
        ATTENTION
    }

    /** The rule of one layer; {@link Share} has the formulas. */
    public enum LayerRule {
        /** LRP-0. */
        ZERO,
        EPSILON,
        GAMMA,
        PLUS,
        ALPHA2_BETA1,
        ALPHA_BETA,
        FLAT,
        SQUARES,
        BOX,
        /** As it arrived. */
        PASS
    }

    public Lrp {
        Require.positive(epsilon, "epsilon");
        Require.notNegative(gamma, "gamma");
        Require.from1(alpha, "alpha");
        layers = Map.copyOf(layers);
    }

    public Lrp(Composite composite, double epsilon, double gamma, Map<String, LayerRule> layers) {
        this(composite, epsilon, gamma, ALPHA, layers);
    }

    public Lrp(Composite composite, double epsilon, double gamma) {
        this(composite, epsilon, gamma, Map.of());
    }

    @Override
    public String name() {
        return "lrp";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Map<String, Share> named = new HashMap<>();
        layers.forEach((layer, rule) -> named.put(layer, share(rule)));
        Relevance relevance = new Relevance(composite == Composite.ZERO ? 0 : epsilon, composition(), named);
        Map<String, Rule> rules = composite == Composite.ATTENTION ? relevance.attentionRules() : relevance.rules();
        Expr shared = f.with(f.rules().with(rules)).relevance(x);
        relevance.checkNamed();
        return shared;
    }

    private Relevance.Composite composition() {
        Share byEpsilon = share(LayerRule.EPSILON);
        Share plus = share(LayerRule.PLUS);
        return switch (composite) {
            case ZERO -> everywhere(LayerRule.ZERO);
            case EPSILON, ATTENTION -> everywhere(LayerRule.EPSILON);
            case EPSILON_PLUS -> new Relevance.Composite(byEpsilon, plus, plus);
            case EPSILON_GAMMA_BOX -> new Relevance.Composite(byEpsilon, share(LayerRule.GAMMA), share(LayerRule.BOX));
            case EPSILON_PLUS_FLAT -> new Relevance.Composite(byEpsilon, plus, share(LayerRule.FLAT));
            case EPSILON_ALPHA2_BETA1 -> {
                Share alphaBeta = share(LayerRule.ALPHA2_BETA1);
                yield new Relevance.Composite(byEpsilon, alphaBeta, alphaBeta);
            }
            case EPSILON_PLUS_SQUARES -> new Relevance.Composite(byEpsilon, plus, share(LayerRule.SQUARES));
            case PLUS -> everywhere(LayerRule.PLUS);
            case ALPHA_BETA -> everywhere(LayerRule.ALPHA_BETA);
        };
    }

    private Relevance.Composite everywhere(LayerRule rule) {
        Share share = share(rule);
        return new Relevance.Composite(share, share, share);
    }

    private Share share(LayerRule rule) {
        return switch (rule) {
            case ZERO -> new Share.Epsilon(0);
            case EPSILON -> new Share.Epsilon(epsilon);
            case GAMMA -> new Share.Gamma(gamma);
            case PLUS -> new Share.AlphaBeta(1);
            case ALPHA2_BETA1 -> new Share.AlphaBeta(ALPHA);
            case ALPHA_BETA -> new Share.AlphaBeta(alpha);
            case FLAT -> new Share.Flat();
            case SQUARES -> new Share.Squares();
            case BOX -> new Share.Box();
            case PASS -> new Share.Pass();
        };
    }
}
