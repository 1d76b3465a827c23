package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer of algorithms that give each feature a number. */
final class FeatureWeights {
    private FeatureWeights() {}

    /**
     * @param weights a number a feature, {@code [N][features]}
     * @param errors standard errors of each row; none when a row has none
     */
    static Map<String, Tensor> tensors(
            Inquiry inquiry, Segments segments, double[][] weights, List<Optional<double[]>> errors) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(segments.painted(weights, inquiry));
        tensors.put("weights", table(segments, weights));
        if (!errors.isEmpty() && errors.stream().allMatch(Optional::isPresent)) {
            double[][] rows = errors.stream().map(Optional::orElseThrow).toArray(double[][]::new);
            tensors.put(Explanation.STANDARD_ERROR, table(segments, rows));
        }
        tensors.put("features", segments.counts());
        tensors.putAll(segments.tensors());
        return tensors;
    }

    static Tensor table(Segments segments, double[][] rows) {
        int count = segments.features();
        float[] flat = new float[rows.length * count];
        for (int row = 0; row < rows.length; row++) {
            for (int j = 0; j < segments.featuresOf(row); j++) {
                flat[row * count + j] = (float) rows[row][j];
            }
        }
        return Tensor.of(flat, rows.length, count);
    }
}
