package ai.interpretdl.functions.kit;

import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.Caption;
import ai.interpretdl.text.Highlight;
import ai.interpretdl.text.HighlightTable;
import ai.interpretdl.text.ImportanceScale;
import ai.interpretdl.text.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The coloured texts of an answer, a row each, with their labels.
 *
 * @param card of the model
 * @param predicted the most probable class of each row
 * @param outputs all tensors of the answer
 * @param target what is explained
 * @param truth the right labels, where the request names them
 */
record Highlighting(Card card, List<Long> predicted, Map<String, Tensor> outputs, Target target, List<String> truth) {
    Highlighting {
        predicted = List.copyOf(predicted);
        outputs = Map.copyOf(outputs);
        truth = List.copyOf(truth);
    }

    static Highlighting of(
            Model model, List<Long> predicted, Map<String, Tensor> outputs, Target target, List<String> truth) {
        return new Highlighting(model.card().orElse(Card.NONE), predicted, outputs, target, truth);
    }

    /** Nothing for algorithms without attributions of tokens. */
    Optional<HighlightTable> table(TextAnswer answer) {
        if (answer.attributions().isEmpty()) {
            return Optional.empty();
        }
        List<Spans> rows = answer.reading().spans(answer.unit());
        List<Highlight> highlights = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            double[] values = Arrays.stream(answer.values(row, rows.get(row)))
                    .map(value -> Double.isFinite(value) ? value : 0)
                    .toArray();
            highlights.add(Highlight.of(rows.get(row), ImportanceScale.GREATEST.apply(values), caption(row)));
        }
        return Optional.of(new HighlightTable(highlights));
    }

    private Caption caption(int row) {
        String prediction = row < predicted.size() ? label(predicted.get(row)) : "–";
        Tensor probabilities = outputs.get("predicted_probability");
        double probability =
                probabilities == null ? Double.NaN : Math.min(1, probabilities.floats()[row]);
        return new Caption(row < truth.size() ? truth.get(row) : "", prediction, probability, target(row, prediction));
    }

    private String target(int row, String prediction) {
        if (target instanceof Target.Predicted) {
            return prediction;
        }
        if (target instanceof Target.OfClass c) {
            List<Long> classes = c.classes();
            return label(classes.get(classes.size() == 1 ? 0 : row));
        }
        return target instanceof Target.Sum ? "sum" : target.toString();
    }

    private String label(long index) {
        return card.label(index).orElseGet(() -> "class " + index);
    }
}
