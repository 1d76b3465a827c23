package ai.interpretdl.interpret;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer: tensors by name, and how they came about.
 *
 * <p>Names: {@code attributions.<input>} or {@code attributions} (layers and maps), {@code score} and {@code baseline_score} {@code [N]},
 * {@code completeness_delta} {@code [N]}, {@code weights} {@code [N, features]} with {@code segments.<input>}, and what an algorithm adds.
 *
 * @param algorithm name, as it is published
 * @param tensors by name, all with rows first
 * @param predicted class with the largest output, for each row; empty where the output has no classes
 * @param quality how they came about
 */
public record Explanation(String algorithm, Map<String, Tensor> tensors, List<Long> predicted, Quality quality) {
    /** The tensor of the standard errors of {@code weights}. */
    public static final String STANDARD_ERROR = "standard_error";

    private static final String PREFIX = "attributions.";

    public Explanation {
        tensors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        predicted = List.copyOf(predicted);
    }

    /** The same answer, having come about otherwise. */
    public Explanation with(Quality other) {
        return new Explanation(algorithm, tensors, predicted, other);
    }

    /** The same answer with its numbers in another form. */
    Explanation having(Map<String, Tensor> other) {
        return new Explanation(algorithm, other, predicted, quality);
    }

    /** The answer of an algorithm that made these tensors of this answer. */
    public Explanation then(Interpretation algorithm, Map<String, Tensor> made) {
        Quality own = quality.about(AnswerId.of(List.of(quality.answerId(), algorithm)), nonFinite(made));
        return new Explanation(algorithm.name(), made, predicted, own);
    }

    /** The largest standard error of weights as {@code error}, a share of the largest weight; nothing where there are none. */
    static Map<String, Double> error(Map<String, Tensor> tensors) {
        Tensor errors = tensors.get(STANDARD_ERROR);
        Tensor weights = tensors.get("weights");
        if (errors == null || weights == null) {
            return Map.of();
        }
        double worst = largest(errors);
        return Map.of("error", worst == 0 ? 0 : worst / largest(weights));
    }

    private static double largest(Tensor tensor) {
        return Arrays.stream(tensor.doubles()).map(Math::abs).max().orElse(0);
    }

    /** How many attributions are no finite numbers. */
    static long nonFinite(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .filter(e -> e.getKey().startsWith("attributions"))
                .flatMapToDouble(e -> Arrays.stream(e.getValue().doubles()))
                .filter(value -> !Double.isFinite(value))
                .count();
    }

    /** The only attributions, or those of the first input. */
    public Tensor attributions() {
        return attributions(tensors);
    }

    /** The only attributions, or those of the first input, of tensors as an answer names them. */
    public static Tensor attributions(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .filter(e -> e.getKey().equals("attributions") || e.getKey().startsWith(PREFIX))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there are no attributions among " + tensors.keySet()));
    }

    /** The attributions of an input. */
    public Tensor attributions(String input) {
        return tensor(PREFIX + input)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no attributions of " + input + "; there are " + tensors.keySet()));
    }

    public Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** The answer for one row. */
    public Explanation row(int row) {
        Map<String, Tensor> only = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> only.put(name, tensor.rows(row, row + 1L)));
        List<Long> own = predicted.isEmpty() ? predicted : List.of(predicted.get(row));
        return new Explanation(algorithm, only, own, quality);
    }
}
