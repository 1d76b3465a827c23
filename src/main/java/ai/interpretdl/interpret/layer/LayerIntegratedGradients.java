package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Optional;

/**
 * Integrated gradients from a layer on: the line leads from what the layer is at a baseline to what it is at the input.
 *
 * <p>Sundararajan et al., 2017, arXiv:1703.01365, at an inner value. Of a layer that everything passes, the attributions sum to the
 * difference of scores. Two forward passes up to the layer, and from there on a forward and a backward pass a step.
 *
 * @param layer the value; the model's default when empty
 * @param baseline an input; over several the result is averaged
 * @param quadrature points and weights on [0, 1]
 * @param steps number of points
 */
public record LayerIntegratedGradients(Optional<String> layer, Baseline baseline, Quadrature quadrature, int steps)
        implements LayerAttribution {
    public LayerIntegratedGradients {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "layer-integrated-gradients";
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        var inner = new IntegratedGradients(baseline.at(f, x, value), quadrature, steps);
        return inner.attribute(f.above(value), f.activation(value, x));
    }

    @Override
    public Optional<Baseline> completeFrom() {
        return Optional.of(baseline);
    }
}
