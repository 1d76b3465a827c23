package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The standard error of attributions that are means of samples: from the mean of the squares, which is taken in the same program. */
final class SampleError {
    private static final String VARIANCE = "variance.";

    private SampleError() {}

    /**
     * The means, and beside each the variance of the mean: σ² / n with σ² over n - 1.
     *
     * @param each attributions of a sample, by name
     */
    static Map<String, Expr> means(Map<String, Expr> each, Samples i) {
        Map<String, Expr> found = new LinkedHashMap<>();
        each.forEach((name, a) -> {
            Expr mean = a.mean(i);
            found.put(name, mean);
            if (i.count() > 1) {
                // rounding may leave a little less than nothing
                Expr spread = a.square().mean(i).minus(mean.square()).relu();
                found.put(VARIANCE + name, spread.over(i.count() - 1.0));
            }
        });
        return found;
    }

    /** An answer that tells as {@code error} the largest standard error, as a share of the largest attribution; as it is of a single sample. */
    static Explanation told(Map<String, Tensor> results, Function<Map<String, Tensor>, Explanation> answer) {
        Map<String, Tensor> means = new LinkedHashMap<>();
        double worst = 0;
        double largest = 0;
        for (Map.Entry<String, Tensor> result : results.entrySet()) {
            if (result.getKey().startsWith(VARIANCE)) {
                worst = Math.max(worst, Math.sqrt(largest(result.getValue())));
            } else {
                means.put(result.getKey(), result.getValue());
                largest = Math.max(largest, largest(result.getValue()));
            }
        }
        Explanation found = answer.apply(means);
        if (means.size() == results.size()) {
            return found;
        }
        Map<String, Double> reached = Map.of("error", worst == 0 ? 0 : worst / largest);
        return found.with(
                found.quality().reaching(reached, true, found.quality().seconds()));
    }

    private static double largest(Tensor tensor) {
        return Arrays.stream(tensor.doubles()).map(Math::abs).max().orElse(0);
    }
}
