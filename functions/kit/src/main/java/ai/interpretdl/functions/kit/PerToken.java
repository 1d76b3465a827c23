package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.model.Model;
import ai.interpretdl.model.Seam;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many numbers a token gets: the parameter {@code granularity}. */
enum PerToken {
    /** One: the sum over its embedding. */
    TOKEN,
    /** One: the sum of the magnitudes over its embedding. */
    MAGNITUDE,
    /** One for each number of its embedding. */
    EMBEDDING;

    static PerToken of(Parameters parameters) {
        return parameters.choice("granularity", TOKEN);
    }

    /** An explanation by elements, as it is asked for. */
    Explanation applied(Explanation explanation, Model model) {
        if (this != MAGNITUDE) {
            return explanation;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(explanation.tensors());
        model.seams().stream()
                .filter(Seam::isEmbedding)
                .forEach(seam ->
                        tensors.computeIfPresent("attributions." + seam.input(), (name, tensor) -> magnitudes(tensor)));
        return new Explanation(explanation.algorithm(), tensors, explanation.predicted(), explanation.quality());
    }

    /** Of {@code [N, tokens, width]}; what has a number a token already stays. */
    private static Tensor magnitudes(Tensor tensor) {
        if (tensor.shape().rank() != 3) {
            return tensor;
        }
        Shape shape = tensor.shape().slice(0, 2);
        int width = Math.toIntExact(tensor.shape().dim(2));
        float[] values = tensor.floats();
        float[] sums = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            sums[i / width] += Math.abs(values[i]);
        }
        return Tensor.of(sums, shape.dims());
    }
}
