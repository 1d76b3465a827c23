package ai.interpretdl.interpret.input;

import ai.interpretdl.autodiff.Rescale;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * How much each element's difference from a reference adds to the score's, activation by activation.
 *
 * <p>Shrikumar et al., 2017, arXiv:1704.02685, the Rescale rule; see {@link Rescale} for products, Softmax and maxima. One forward pass at
 * the input, one at the reference, one backward. With several baselines the result is averaged.
 *
 * @param baseline the reference
 * @param multiplyByInputs whether multipliers are multiplied by the difference from the reference
 */
public record DeepLift(Baseline baseline, boolean multiplyByInputs) implements InputAttribution {
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
        Expr multipliers = f.gradientAgainst(x, start.value(), Rescale::against);
        return start.mean(multiplyByInputs ? multipliers.times(x.minus(start.value())) : multipliers);
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return multiplyByInputs ? Optional.of(baseline) : Optional.empty();
    }
}
