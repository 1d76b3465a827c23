package ai.interpretdl.evaluate;

import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Several algorithms, measured by several measures, one picture after the other. What is measured is written at once: a run that was cut off
 * goes on where it stopped, and memory does not grow with the number of pictures.
 *
 * @param algorithms by the name that they have in the results; made for each picture, as superpixels are
 * @param measures likewise
 */
public record Benchmark(
        Map<String, Function<Sample, Interpretation>> algorithms, Map<String, Function<Sample, Evaluation>> measures) {
    /**
     * A picture that is explained.
     *
     * @param name in the results
     * @param model what is explained
     * @param question about this picture
     * @param seen what the model sees
     */
    public record Sample(String name, Model model, Question question, Picture seen) {}

    public Benchmark {
        algorithms = new LinkedHashMap<>(algorithms);
        measures = new LinkedHashMap<>(measures);
        if (algorithms.isEmpty() || measures.isEmpty()) {
            throw new IllegalArgumentException("a benchmark takes at least one algorithm and one measure");
        }
    }

    /** Whether the results lack something of a picture, by its name. */
    public boolean isMissing(String picture, Results results) {
        return algorithms.keySet().stream().anyMatch(algorithm -> isMissing(picture, algorithm, results));
    }

    private boolean isMissing(String picture, String algorithm, Results results) {
        return measures.keySet().stream().anyMatch(measure -> !results.has(picture, algorithm, measure));
    }

    /** Measures what the results do not have yet of a picture. */
    public void measure(Sample sample, Results results) {
        algorithms.forEach((name, algorithm) -> {
            if (isMissing(sample.name(), name, results)) {
                measure(sample, name, algorithm.apply(sample), results);
            }
        });
    }

    private void measure(Sample sample, String name, Interpretation algorithm, Results results) {
        Claim claim = Claim.of(sample.model(), sample.question(), algorithm);
        measures.forEach((measure, made) -> {
            if (!results.has(sample.name(), name, measure)) {
                Evaluation evaluation = made.apply(sample);
                Evaluated evaluated = evaluation.evaluate(claim);
                results.add(new Results.Line(sample.name(), name, measure, evaluation.better(), evaluated));
            }
        });
    }
}
