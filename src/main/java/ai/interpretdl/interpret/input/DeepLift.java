package ai.interpretdl.interpret.input;

import ai.interpretdl.autodiff.Rescale;
import ai.interpretdl.autodiff.RevealCancel;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * How much each element's difference from a reference adds to the score's, activation by activation.
 *
 * <p>Shrikumar et al., 2017, arXiv:1704.02685; see {@link Rescale} for products, Softmax and maxima, and {@link RevealCancel}. One forward pass at
 * the input, one at the reference, one backward; RevealCancel takes about twice the work. With several baselines the result is averaged.
 *
 * @param baseline the reference
 * @param multiplyByInputs whether multipliers are multiplied by the difference from the reference
 * @param rule how an activation's difference is shared out
 */
public record DeepLift(Baseline baseline, boolean multiplyByInputs, Rule rule) implements InputAttribution {
    /** How an activation's difference is shared out. */
    public enum Rule {
        /** Section 3.5.2: in proportion to its input's. */
        RESCALE,
        /** Section 3.5.3: what rises and what falls apart. */
        REVEAL_CANCEL
    }

    public DeepLift(Baseline baseline, boolean multiplyByInputs) {
        this(baseline, multiplyByInputs, Rule.RESCALE);
    }

    public DeepLift(Baseline baseline) {
        this(baseline, true);
    }

    @Override
    public String name() {
        return "deep-lift";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Baseline.Start start = baseline.of(f, x);
        return start.mean(of(f, x, start));
    }

    /** Of each baseline. */
    Expr of(Explained f, Expr x, Baseline.Start start) {
        Expr multipliers = rule == Rule.RESCALE
                ? f.gradientAgainst(x, start.value(), Rescale::against)
                : f.revealCancel(x, start.value());
        return multiplyByInputs ? multipliers.times(x.minus(start.value())) : multipliers;
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return multiplyByInputs ? Optional.of(baseline) : Optional.empty();
    }
}
