package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.input.Point;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Map;
import java.util.Optional;

/**
 * What each input adds to the score by way of one element of a layer, while the input moves in a straight line from a baseline.
 *
 * <p>Dhamdhere et al., 2018, arXiv:1805.12233, equation 2: {@code (x − x₀) ∫ ∂F/∂y · ∂y/∂x dα}. Its sum over the inputs is the element's
 * layer conductance. A forward and two backward passes a step, one above the layer and one below.
 *
 * @param neuron the element
 * @param baseline where the line starts; over several the result is averaged
 * @param quadrature points and weights on [0, 1]
 * @param steps number of points
 */
public record NeuronConductance(Neuron neuron, Baseline baseline, Quadrature quadrature, int steps)
        implements LayerAttribution {
    public NeuronConductance {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "neuron-conductance";
    }

    @Override
    public Optional<String> layer() {
        return neuron.layer();
    }

    @Override
    public Expr attribute(Explained f, Expr x, String value) {
        Baseline.Start start = baseline.of(f, x);
        Point p = Point.of(f, quadrature, steps);
        Expr way = x.minus(start.value());
        Expr there = start.value().plus(p.alpha().times(way));
        Expr influence = neuron.of(f.gradient(there, value)).times(p.weight());
        Expr slope = f.gradientOf(neuron.of(f.activation(value, there)), there);
        return start.mean(slope.times(influence).sum(p.axis()).times(way));
    }

    @Override
    public Map<String, Expr> named(Inquiry inquiry, Expr attributions) {
        return inquiry.named(attributions);
    }
}
