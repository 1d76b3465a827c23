package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * DeepLIFT averaged over a distribution of references, which approximates Shapley values.
 *
 * <p>Lundberg and Lee, 2017, arXiv:1705.07874, section 4.2.
 *
 * @param baseline the references
 * @param rule how an activation's difference is shared out
 */
public record DeepLiftShap(Baseline baseline, DeepLift.Rule rule) implements InputAttribution {
    public DeepLiftShap(Baseline baseline) {
        this(baseline, DeepLift.Rule.RESCALE);
    }

    @Override
    public String name() {
        return "deep-lift-shap";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        return new DeepLift(baseline, true, rule).attribute(f, x);
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(baseline);
    }
}
