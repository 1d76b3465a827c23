package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Blur;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import java.util.Optional;

/**
 * The gradient integrated along the way on which a blurred picture becomes sharp.
 *
 * <p>Xu, Venugopalan and Sundararajan, 2020, arXiv:2004.03383, equation 3. Each of equal steps of the blur's width counts with the gradient in its middle
 * and the change over the whole step, so that a linear model is exact; the authors' code takes the gradient at a step's end and a slope of the
 * blur there. Sums to score - score(blurred). One forward and one backward pass a step.
 *
 * @param sigma width of the blur at the start, in pixels; 50 in the paper's library
 * @param steps number of steps
 */
public record BlurIg(double sigma, int steps) implements InputAttribution {
    public BlurIg {
        Require.positive(sigma, "sigma");
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "blur-ig";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Samples i = f.samples(steps);
        Expr step = f.index(i).cast(ElementType.FLOAT);
        Expr before = blurred(f, x, f.number(steps).minus(step));
        Expr middle = blurred(f, x, f.number(steps - 0.5).minus(step));
        Expr after = blurred(f, x, f.number(steps - 1).minus(step));
        return f.gradient(middle).times(after.minus(before)).sum(i);
    }

    /** @param left how many steps are left to go */
    private Expr blurred(Explained f, Expr x, Expr left) {
        Expr width = left.times(sigma / steps);
        return x.each(part -> Blur.of(f, x.get(part), width));
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(new Baseline.Blurred(sigma));
    }
}
