package ai.interpretdl.interpret.input;

import ai.interpretdl.autodiff.Relevance;
import ai.interpretdl.autodiff.Relevance.Share;
import ai.interpretdl.autodiff.Rule;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Map;

/**
 * The score shared out layer by layer, by what each input of a layer contributed.
 *
 * <p>Bach et al., 2015, equations 51 to 57; composites after Montavon et al., 2019, and Kohlbrenner et al., 2020, arXiv:1910.09840. Without
 * biases the relevances sum to the score, up to {@code epsilon}; a bias keeps its share. InterpretDL's models propagate α=1 with the box
 * rule at the first layer and leave biases out.
 *
 * @param composite which rule where
 * @param epsilon what keeps denominators off 0, in units of activations
 * @param gamma how much more positive contributions count, for the composite that has it
 */
public record Lrp(Composite composite, double epsilon, double gamma) implements InputAttribution {
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
        PLUS
    }

    public Lrp {
        Require.positive(epsilon, "epsilon");
        Require.notNegative(gamma, "gamma");
    }

    @Override
    public String name() {
        return "lrp";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return f.with(f.rules().with(rules())).relevance(x);
    }

    private Map<String, Rule> rules() {
        Share byEpsilon = new Share.Epsilon();
        Share plus = new Share.AlphaBeta(1);
        return switch (composite) {
            case EPSILON -> Relevance.rules(epsilon, byEpsilon, byEpsilon, byEpsilon);
            case EPSILON_PLUS -> Relevance.rules(epsilon, byEpsilon, plus, plus);
            case EPSILON_GAMMA_BOX -> Relevance.rules(epsilon, byEpsilon, new Share.Gamma(gamma), new Share.Box());
            case EPSILON_PLUS_FLAT -> Relevance.rules(epsilon, byEpsilon, plus, new Share.Flat());
            case EPSILON_ALPHA2_BETA1 -> {
                Share alphaBeta = new Share.AlphaBeta(2);
                yield Relevance.rules(epsilon, byEpsilon, alphaBeta, alphaBeta);
            }
            case EPSILON_PLUS_SQUARES -> Relevance.rules(epsilon, byEpsilon, plus, new Share.Squares());
            case PLUS -> Relevance.rules(epsilon, plus, plus, plus);
        };
    }
}
