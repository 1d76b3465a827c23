package ai.interpretdl.interpret.layer;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.LayerAttribution;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One element of a layer.
 *
 * @param layer the value; the model's default when empty
 * @param index of the element, without the batch axis
 */
public record Neuron(Optional<String> layer, List<Long> index) {
    public Neuron {
        index = List.copyOf(index);
    }

    public static Neuron of(String layer, long... index) {
        return new Neuron(Optional.of(layer), Arrays.stream(index).boxed().toList());
    }

    /** The neuron explained as if it were the model's output; {@code score} is its value. */
    Explanation explain(Model model, Question question, String name, Interpretation inner) {
        Explanation found = inner.interpret(model, asked(model, question));
        return new Explanation(name, found.tensors(), List.of(), found.quality());
    }

    /** The question about the neuron. */
    Question asked(Model model, Question question) {
        return question.of(LayerAttribution.value(model, layer))
                .about(new Target.Cell(index))
                .as(OutputKind.RAW);
    }

    /** The element of a layer's values or gradients, {@code []}. */
    Expr of(Expr layerOrGradient) {
        if (index.size() != layerOrGradient.shape().rank()) {
            throw new IllegalArgumentException("neuron " + index + " has " + index.size()
                    + " numbers, a row of the layer is " + layerOrGradient.shape());
        }
        Expr element = layerOrGradient;
        for (int axis = 0; axis < index.size(); axis++) {
            long at = index.get(axis);
            if (at < 0 || at >= element.shape().dim(axis)) {
                throw new IllegalArgumentException(
                        "neuron " + index + " is out of range: a row of the layer is " + layerOrGradient.shape());
            }
            element = element.slice(axis, at, at + 1);
        }
        return element.reshape();
    }
}
