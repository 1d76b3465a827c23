package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;

/**
 * The gradient of one element of a layer with respect to the input.
 *
 * <p>Simonyan et al., 2014, arXiv:1312.6034, for an inner value. One forward and one backward pass, both below the layer.
 *
 * @param neuron the element
 */
public record NeuronGradient(Neuron neuron) implements Staged {
    @Override
    public String name() {
        return "neuron-gradient";
    }

    @Override
    public Question asked(Model model, Question question) {
        return neuron.asked(model, question);
    }

    @Override
    public Stage stage(Inquiry inquiry, long seed) {
        return inner().stage(inquiry, seed);
    }

    private InputAttribution inner() {
        return new Saliency(false);
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return neuron.explain(model, question, name(), inner());
    }
}
