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
 * rule at the first layer and leave biases out.
 *
 * <p>{@link Composite#ATTENTION} is AttnLRP: Achtibat et al., 2024, arXiv:2402.05602, with ε for all linear layers. One forward and one backward
 * pass.
 *
 * @param composite which rule where
 * @param epsilon what keeps denominators off 0, in units of activations
 * @param gamma how much more positive contributions count, for the rules that have it
 * @param layers layers with a rule of their own, by the name of the node or of the value it writes
 */
public record Lrp(Composite composite, double epsilon, double gamma, Map<String, LayerRule> layers)
        implements InputAttribution {
    /** Which rule for dense layers, for convolutions, and for layers next to the input. */
    public enum Composite {
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
        /** Epsilon for layers, and rules for softmax, products and normalisation: for transformers. */
        ATTENTION
    }

    /** The rule of one layer; {@link Share} has the formulas. */
    public enum LayerRule {
        EPSILON,
        GAMMA,
        PLUS,
        ALPHA2_BETA1,
        FLAT,
        SQUARES,
        BOX,
        /** As it arrived. */
        PASS
    }

    public Lrp {
        Require.positive(epsilon, "epsilon");
        Require.notNegative(gamma, "gamma");
        layers = Map.copyOf(layers);
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
        Relevance relevance = new Relevance(epsilon, composition(), named);
        Map<String, Rule> rules = composite == Composite.ATTENTION ? relevance.attentionRules() : relevance.rules();
        Expr shared = f.with(f.rules().with(rules)).relevance(x);
        relevance.checkNamed();
        return shared;
    }

    private Relevance.Composite composition() {
        Share byEpsilon = share(LayerRule.EPSILON);
        Share plus = share(LayerRule.PLUS);
        return switch (composite) {
            case EPSILON, ATTENTION -> new Relevance.Composite(byEpsilon, byEpsilon, byEpsilon);
            case EPSILON_PLUS -> new Relevance.Composite(byEpsilon, plus, plus);
            case EPSILON_GAMMA_BOX -> new Relevance.Composite(byEpsilon, share(LayerRule.GAMMA), share(LayerRule.BOX));
            case EPSILON_PLUS_FLAT -> new Relevance.Composite(byEpsilon, plus, share(LayerRule.FLAT));
            case EPSILON_ALPHA2_BETA1 -> {
                Share alphaBeta = share(LayerRule.ALPHA2_BETA1);
                yield new Relevance.Composite(byEpsilon, alphaBeta, alphaBeta);
            }
            case EPSILON_PLUS_SQUARES -> new Relevance.Composite(byEpsilon, plus, share(LayerRule.SQUARES));
            case PLUS -> new Relevance.Composite(plus, plus, plus);
        };
    }

    private Share share(LayerRule rule) {
        return switch (rule) {
            case EPSILON -> new Share.Epsilon();
            case GAMMA -> new Share.Gamma(gamma);
            case PLUS -> new Share.AlphaBeta(1);
            case ALPHA2_BETA1 -> new Share.AlphaBeta(2);
            case FLAT -> new Share.Flat();
            case SQUARES -> new Share.Squares();
            case BOX -> new Share.Box();
            case PASS -> new Share.Pass();
        };
    }
}
