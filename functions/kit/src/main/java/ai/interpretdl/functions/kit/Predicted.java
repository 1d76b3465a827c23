package ai.interpretdl.functions.kit;

import ai.interpretdl.model.Card;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.ScoreKind;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model with a card predicts: class, label, probability of each row. */
final class Predicted {
    private Predicted() {}

    /**
     * The tensors {@code predicted}, {@code predicted_label} and {@code predicted_probability}, as far as the card allows.
     *
     * @param classes the largest of each row
     */
    static Map<String, Tensor> tensors(
            Model model, Map<String, Tensor> inputs, List<Long> classes, Optional<String> output) {
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
        Tensor scores = model.infer(inputs).get(output.orElseGet(model::defaultOutput));
        if (scores != null && isTable(scores.shape(), rows) && card.scores() != ScoreKind.REGRESSION) {
            tensors.put("predicted_probability", probabilities(scores, classes, card.scores()));
        }
        return tensors;
    }

    private static boolean isTable(Shape shape, int rows) {
        return shape.rank() == 2 && shape.dim(0) == rows;
    }

    private static Tensor probabilities(Tensor scores, List<Long> classes, ScoreKind kind) {
        int width = Math.toIntExact(scores.shape().dim(1));
        float[] all = scores.floats();
        float[] chosen = new float[classes.size()];
        for (int row = 0; row < chosen.length; row++) {
            float score = all[row * width + Math.toIntExact(classes.get(row))];
            chosen[row] = switch (kind) {
                case SOFTMAX, SIGMOID, REGRESSION -> score;
                case MULTI_LABEL -> (float) (1 / (1 + Math.exp(-score)));
                case LOGITS -> share(all, row * width, width, score);
            };
        }
        return Tensor.of(chosen, chosen.length);
    }

    /** exp(s) / sum exp(s_i), with the chosen score taken off every exponent: it is the largest of its row. */
    private static float share(float[] all, int from, int width, float score) {
        double total = 0;
        for (int i = from; i < from + width; i++) {
            total += Math.exp(all[i] - score);
        }
        return (float) (1 / total);
    }
}
