package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * The gradient averaged along the straight line from a baseline, times the way travelled.
 *
 * <p>Sundararajan et al., 2017, arXiv:1703.01365, equation 3.
 *
 * @param baseline where the line starts; over several the result is averaged
 * @param quadrature points and weights on [0, 1]
 * @param steps number of points
 * @param multiplyByInputs whether the average is multiplied by the way travelled; without, it is a slope in score per unit of input
 */
public record IntegratedGradients(Baseline baseline, Quadrature quadrature, int steps, boolean multiplyByInputs)
        implements InputAttribution {
    public IntegratedGradients {
        Require.positive(steps, "steps");
    }

    public IntegratedGradients(Baseline baseline, Quadrature quadrature, int steps) {
        this(baseline, quadrature, steps, true);
    }

    /** The same with another number of steps. */
    public IntegratedGradients with(int otherSteps) {
        return new IntegratedGradients(baseline, quadrature, otherSteps, multiplyByInputs);
    }

    @Override
    public String name() {
        return "integrated-gradients";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Baseline.Start start = baseline.of(f, x);
        Expr way = x.minus(start.value());
        Point p = Point.of(f, quadrature, steps);
        Expr slope = f.gradient(start.value().plus(p.alpha().times(way)))
                .times(p.weight())
                .sum(p.axis());
        return start.mean(multiplyByInputs ? slope.times(way) : slope);
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return multiplyByInputs ? Optional.of(baseline) : Optional.empty();
    }
}
