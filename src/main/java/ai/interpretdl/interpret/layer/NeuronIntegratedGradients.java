package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.input.IntegratedGradients;

/**
 * Integrated gradients of one element of a layer: what each input adds to the difference from its value at a baseline.
 *
 * <p>Sundararajan et al., 2017, arXiv:1703.01365, for an inner value. A forward and a backward pass a step, both below the layer.
 *
 * @param neuron the element
 * @param baseline where the line starts; over several the result is averaged
 * @param quadrature points and weights on [0, 1]
 * @param steps number of points
 */
public record NeuronIntegratedGradients(Neuron neuron, Baseline baseline, Quadrature quadrature, int steps)
        implements OfNeuron {
    public NeuronIntegratedGradients {
        Require.positive(steps, "steps");
    }

    @Override
    public String name() {
        return "neuron-integrated-gradients";
    }

    @Override
    public InputAttribution attribution() {
        return new IntegratedGradients(baseline, quadrature, steps);
    }
}
