package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.model.Model;

/** An attribution of the input, to a neuron in the place of the model's output. */
interface OfNeuron extends Staged {
    Neuron neuron();

    /** What would explain the output. */
    InputAttribution attribution();

    @Override
    default Question asked(Model model, Question question) {
        return neuron().asked(model, question);
    }

    @Override
    default Stage stage(Inquiry inquiry, long seed) {
        return attribution().stage(inquiry, seed);
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        return neuron().explain(model, question, name(), attribution());
    }
}
