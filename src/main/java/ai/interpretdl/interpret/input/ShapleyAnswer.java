package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.ShapleyValues;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What Shapley methods share: they ask for the scores of coalitions, and make values of them. */
final class ShapleyAnswer {
    private ShapleyAnswer() {}

    /**
     * @param masks which coalitions
     * @param values what their scores say
     */
    static Perturbing.Design design(Masks masks, Function<double[], ShapleyValues> values) {
        return new Perturbing.Design(
                masks.tensor(),
                (inquiry, segments, scores) -> tensors(
                        inquiry, segments, Arrays.stream(scores).map(values).toList()));
    }

    /** @param rows the values of each row */
    static Map<String, Tensor> tensors(Inquiry inquiry, Segments segments, List<ShapleyValues> rows) {
        double[][] values = new double[rows.size()][];
        List<Optional<double[]>> errors = new ArrayList<>();
        float[] bases = new float[rows.size()];
        float[] missed = new float[rows.size()];
        Tensor score = inquiry.score();
        double[] whole = score.doubles();
        for (int row = 0; row < values.length; row++) {
            ShapleyValues found = rows.get(row);
            values[row] = found.values();
            errors.add(found.standardErrors());
            bases[row] = (float) found.base();
            double sum = found.base();
            for (double value : values[row]) {
                sum += value;
            }
            missed[row] = (float) (sum - whole[row]);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(FeatureWeights.tensors(inquiry, segments, values, errors));
        tensors.put("baseline_score", Tensor.of(bases, bases.length));
        tensors.put("completeness_delta", Tensor.of(missed, missed.length));
        tensors.put("score", score);
        return tensors;
    }
}
