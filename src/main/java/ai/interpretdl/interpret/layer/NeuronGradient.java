package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;

/**
 * The gradient of one element of a layer with respect to the input.
 *
 * <p>Simonyan et al., 2014, arXiv:1312.6034, for an inner value. One forward and one backward pass, both below the layer.
 *
 * @param neuron the element
 */
public record NeuronGradient(Neuron neuron) implements Interpretation {
    @Override
    public String name() {
        return "neuron-gradient";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return neuron.explain(model, question, name(), new Saliency(false));
    }
}
