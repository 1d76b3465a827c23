package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.input.Point;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * The gradient of the score with respect to a layer, averaged along the straight line from a baseline to the input.
 *
 * <p>Leino et al., 2018, arXiv:1802.03788, equation 1 with a uniform distribution over the line. A forward and a backward pass a step.
 *
 * @param layer the value; the model's default when empty
 * @param baseline where the line starts; over several the result is averaged
 * @param quadrature points and weights on [0, 1]
 * @param steps number of points
 */
public record InternalInfluence(Optional<String> layer, Baseline baseline, Quadrature quadrature, int steps)
        implements LayerAttribution {
    public InternalInfluence {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "internal-influence";
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        Baseline.Start start = baseline.of(f, x);
        Point p = Point.of(f, quadrature, steps);
        Expr there = start.value().plus(p.alpha().times(x.minus(start.value())));
        return start.mean(f.gradient(there, value).times(p.weight()).sum(p.axis()));
    }
}
