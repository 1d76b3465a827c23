package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.ClassAverages;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request whose parameters are all read: the model is to be asked.
 *
 * @param preparation its inputs
 * @param asked what was read, with the open model
 * @param question about the inputs
 * @param interpretation the algorithm
 * @param labels whether what was predicted comes along
 * @param averages whether averages of classes do
 * @param truth the right labels of texts, where they are named
 */
record Ready(
        Preparation preparation,
        Asked asked,
        Question question,
        Interpretation interpretation,
        boolean labels,
        boolean averages,
        List<String> truth) {
    Ready {
        truth = List.copyOf(truth);
    }

    /** @throws Refusal naming a parameter or a given tensor that cannot be taken, or that nobody reads */
    static Ready of(
            Preparation preparation, Asked asked, Question question, Function<Asked, Interpretation> algorithm) {
        Parameters parameters = asked.parameters();
        boolean labels = parameters.flag("labels", true);
        boolean averages = parameters.flag("class_averages", false);
        List<String> truth =
                preparation.reading().map(reading -> truth(parameters, reading)).orElse(List.of());
        Interpretation interpretation = algorithm.apply(asked);
        parameters.nothingLeft();
        asked.nothingLeft(
                question.explain().isEmpty()
                        ? asked.model().seams().stream().map(Seam::input).toList()
                        : question.explain());
        return new Ready(preparation, asked, question, interpretation, labels, averages, truth);
    }

    private static List<String> truth(Parameters parameters, Reading reading) {
        List<String> labels = parameters.oneOrMore("true_label");
        int texts = reading.rows().size();
        if (!labels.isEmpty() && labels.size() != texts) {
            throw Refusal.of("true_label", "has " + labels.size() + " labels for " + texts + " texts");
        }
        return labels;
    }

    private Model model() {
        return asked.model();
    }

    /** What the card says of the predicted classes. */
    Map<String, Tensor> predicted(List<Long> classes) {
        return Predicted.tensors(model(), question, classes);
    }

    /**
     * The answer.
     *
     * @param found what the algorithm says
     * @param predicted what the card says of the predicted classes; only asked where labels are wanted
     */
    Answered answered(Explanation found, Function<List<Long>, Map<String, Tensor>> predicted) {
        Explanation explanation = PerToken.of(asked.parameters()).applied(found, model());
        Map<String, Tensor> outputs = new LinkedHashMap<>(explanation.tensors());
        if (labels) {
            outputs.putAll(predicted.apply(explanation.predicted()));
        }
        if (averages) {
            outputs.putAll(ClassAverages.of(explanation, explained(explanation)));
        }
        Optional<TextAnswer> texts = preparation
                .reading()
                .filter(reading -> !reading.corpus())
                .map(reading -> TextAnswer.of(reading, explanation, asked));
        Highlighting colours = Highlighting.of(model(), explanation.predicted(), outputs, question.target(), truth);
        texts.ifPresent(answer -> outputs.putAll(answer.tensors()));
        return new Answered(
                model().name(),
                explanation,
                outputs,
                preparation.pictures(),
                texts.flatMap(colours::table),
                texts.flatMap(TextAnswer::omission),
                Table.seen(model(), preparation));
    }

    /** The class that each row is explained for; the predicted one where the target is no class. */
    private List<Long> explained(Explanation explanation) {
        if (question.target() instanceof Target.OfClass target
                && target.classes().size() == question.rows()) {
            return target.classes();
        }
        return explanation.predicted();
    }
}
