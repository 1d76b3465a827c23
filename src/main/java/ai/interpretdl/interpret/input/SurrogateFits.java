package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.LinearFit;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The linear models that stand for a model near each row.
 *
 * @param rows a fit for each
 */
record SurrogateFits(List<LinearFit> rows) {
    SurrogateFits {
        rows = List.copyOf(rows);
    }

    /** {@code [N][features]}. */
    double[][] coefficients() {
        return rows.stream().map(LinearFit::coefficients).toArray(double[][]::new);
    }

    /** The answer: weights of the features, intercept and weighted R² of each row. */
    Map<String, Tensor> tensors(Inquiry inquiry, Segments segments) {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(FeatureWeights.tensors(inquiry, segments, coefficients(), List.of()));
        tensors.put("intercept", each(LinearFit::intercept));
        tensors.put("r2", each(LinearFit::r2));
        return tensors;
    }

    private Tensor each(ToDoubleFunction<LinearFit> number) {
        float[] numbers = new float[rows.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = (float) number.applyAsDouble(rows.get(row));
        }
        return Tensor.of(numbers, numbers.length);
    }
}
