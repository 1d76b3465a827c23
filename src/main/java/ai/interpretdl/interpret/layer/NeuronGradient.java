package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.input.Saliency;

/**
 * The gradient of one element of a layer with respect to the input.
 *
 * <p>Simonyan et al., 2014, arXiv:1312.6034, for an inner value. One forward and one backward pass, both below the layer.
 *
 * @param neuron the element
 */
public record NeuronGradient(Neuron neuron) implements OfNeuron {
    @Override
    public String name() {
        return "neuron-gradient";
    }

    @Override
    public InputAttribution attribution() {
        return new Saliency(false);
    }
}
