package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model with a card predicts: class, label, probability of each row. */
final class Predicted {
    private Predicted() {}

    /**
     * The tensors {@code predicted}, {@code predicted_label} and {@code predicted_probability}, as far as the card allows.
     *
     * @param classes the largest of each row
     */
    static Map<String, Tensor> tensors(Model model, Question question, List<Long> classes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Card card = model.card().orElse(Card.NONE);
        int rows = classes.size();
        if (model.card().isEmpty() || rows == 0) {
            return tensors;
        }
        tensors.put(
                "predicted",
                Tensor.of(classes.stream().mapToLong(Long::longValue).toArray(), rows));
        List<String> labels = classes.stream()
                .map(index -> card.label(index).orElseGet(() -> "class " + index))
                .toList();
        if (!card.labels().isEmpty()) {
            tensors.put("predicted_label", Tensor.of(labels, rows));
        }
        String output = question.output().orElseGet(model::defaultOutput);
        boolean end = model.outputs().stream().anyMatch(port -> port.name().equals(output));
        if (end && card.scores() != ScoreKind.REGRESSION) {
            Tensor all = probabilities(model, question);
            if (all.shape().rank() == 2 && all.shape().dim(0) == rows) {
                tensors.put("predicted_probability", chosen(all, classes));
            }
        }
        return tensors;
    }

    /** Of every class, as card and graph say: what ends in a softmax already gets no other. */
    private static Tensor probabilities(Model model, Question question) {
        Question asked = question.about(Target.sum()).as(OutputKind.PROBABILITY);
        return Tensor.concat(RowByRow.questions(model, asked).stream()
                .map(one -> Inquiry.of(model, one).output())
                .toList());
    }

    private static Tensor chosen(Tensor all, List<Long> classes) {
        int width = Math.toIntExact(all.shape().dim(1));
        float[] values = all.floats();
        float[] chosen = new float[classes.size()];
        for (int row = 0; row < chosen.length; row++) {
            chosen[row] = values[row * width + Math.toIntExact(classes.get(row))];
        }
        return Tensor.of(chosen, chosen.length);
    }
}
