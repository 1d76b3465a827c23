package ai.interpretdl.interpret;

import ai.interpretdl.model.Seam;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** From a number for each element of the embedding to one a token. */
final class TokenSums {
    private TokenSums() {}

    /** Attributions of tokens summed over the embedding, where there are some for each of its elements. */
    static Map<String, Tensor> of(Inquiry inquiry, Map<String, Tensor> byElements) {
        Map<String, Tensor> summed = new LinkedHashMap<>(byElements);
        for (Seam seam : inquiry.seams()) {
            if (seam.isEmbedding()) {
                Tensor ids = Objects.requireNonNull(inquiry.question().inputs().get(seam.input()));
                // what explains by attention has a number a token in any case
                summed.computeIfPresent(
                        "attributions." + seam.input(),
                        (name, tensor) ->
                                tensor.shape().rank() > ids.shape().rank() ? overTheLastAxis(tensor) : tensor);
            }
        }
        return summed;
    }

    private static Tensor overTheLastAxis(Tensor tensor) {
        Shape shape = tensor.shape().slice(0, tensor.shape().rank() - 1);
        int width = Math.toIntExact(tensor.shape().dim(-1));
        double[] values = tensor.doubles();
        double[] sums = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            sums[i / width] += values[i];
        }
        return Tensor.of(tensor.type(), sums, shape.dims());
    }
}
