package ai.interpretdl.autodiff;

import java.util.Map;

/** Backward rules that take the place of the derivative's: what flows back is no gradient any more, but shows what a paper wants. */
public final class Overlays {
    private Overlays() {}

    /** Rectifiers pass what is positive, where they were active: Springenberg et al., 2015, arXiv:1412.6806, section 3.4. */
    public static Map<String, Rule> guided() {
        return rectifiers((g, x, y, dy) -> g.where(g.greater(x, 0), g.relu(dy)));
    }

    /** Rectifiers pass what is positive, wherever they were: Zeiler and Fergus, 2014, arXiv:1311.2901, section 2.1. */
    public static Map<String, Rule> deconvolution() {
        return rectifiers((g, x, y, dy) -> g.relu(dy));
    }

    /** ReLU, and the Clip that exports write for ReLU6; other clips keep their derivative. */
    private static Map<String, Rule> rectifiers(Rule.Unary rule) {
        return Map.of("Relu", Rule.unary(rule), "Clip", p -> {
            boolean rectifies = ActivationGradients.isRelu6(p.operation());
            Rule chosen = rectifies ? Rule.unary(rule) : Rules.derivative().rule(p.operation());
            chosen.pull(p);
        });
    }
}
