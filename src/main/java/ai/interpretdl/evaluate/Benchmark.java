package ai.interpretdl.evaluate;

import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Several algorithms, measured by several measures, a few pictures at a time: each explanation and each measure is one program about all pictures
 * of a batch, whose numbers are those of each picture alone; an algorithm that mixes rows is asked about each by itself. What is measured is written at once: a run that was cut off goes on where it
 * stopped, and memory grows with the size of a batch, not with the number of pictures.
 *
 * @param algorithms by the name that they have in the results; made for each batch, as superpixels are
 * @param measures likewise
 */
public record Benchmark(
        Map<String, Function<Batch, Interpretation>> algorithms, Map<String, Function<Batch, Evaluation>> measures) {
    /**
     * Pictures that are explained together.
     *
     * @param names in the results, a picture a row of the question
     * @param model what is explained
     * @param question about these pictures
     * @param seen what the model sees of each
     */
    public record Batch(List<String> names, Model model, Question question, List<Picture> seen) {
        public Batch {
            names = List.copyOf(names);
            seen = List.copyOf(seen);
            int rows = RowByRow.rows(model, question);
            if (names.size() != rows || names.size() != seen.size()) {
                throw new IllegalArgumentException("there are " + names.size() + " names, " + seen.size()
                        + " pictures and " + rows + " rows; each picture is a row and has a name");
            }
        }

        /** Each picture in a batch of its own. */
        List<Batch> alone() {
            return IntStream.range(0, names.size())
                    .mapToObj(row -> new Batch(
                            List.of(names.get(row)), model, question.row(row).alone(), List.of(seen.get(row))))
                    .toList();
        }
    }

    /** A cell of the results, of one picture. */
    private record Cell(String algorithm, String measure) {}

    public Benchmark {
        algorithms = new LinkedHashMap<>(algorithms);
        measures = new LinkedHashMap<>(measures);
        if (algorithms.isEmpty() || measures.isEmpty()) {
            throw new IllegalArgumentException("a benchmark takes at least one algorithm and one measure");
        }
    }

    /**
     * What is still to be measured: pictures, in their order, a few of those together that lack the same.
     *
     * @param pictures their names
     * @param most how many a batch has at most
     */
    public List<List<String>> missing(List<String> pictures, int most, Results results) {
        Require.positive(most, "batch");
        List<List<String>> batches = new ArrayList<>();
        List<Cell> lacking = List.of();
        for (String picture : pictures) {
            List<Cell> own = missing(picture, results);
            if (own.isEmpty()) {
                continue;
            }
            boolean joins =
                    own.equals(lacking) && batches.get(batches.size() - 1).size() < most;
            if (!joins) {
                batches.add(new ArrayList<>());
            }
            batches.get(batches.size() - 1).add(picture);
            lacking = own;
        }
        return batches;
    }

    private List<Cell> missing(String picture, Results results) {
        return algorithms.keySet().stream()
                .flatMap(algorithm -> measures.keySet().stream().map(measure -> new Cell(algorithm, measure)))
                .filter(cell -> !results.has(picture, cell.algorithm(), cell.measure()))
                .toList();
    }

    /** Measures what the results do not have yet of some pictures. */
    public void measure(Batch batch, Results results) {
        algorithms.forEach((algorithm, made) -> {
            List<String> lacking = measures.keySet().stream()
                    .filter(measure -> isMissing(batch, algorithm, measure, results))
                    .toList();
            if (!lacking.isEmpty()) {
                Interpretation together = made.apply(batch);
                if (together.mixesRows() && batch.names().size() > 1) {
                    batch.alone().forEach(one -> measure(one, algorithm, made.apply(one), lacking, results));
                } else {
                    measure(batch, algorithm, together, lacking, results);
                }
            }
        });
    }

    private void measure(Batch batch, String name, Interpretation algorithm, List<String> lacking, Results results) {
        Claim claim = Claim.of(batch.model(), batch.question(), algorithm);
        lacking.forEach(measure -> measure(batch, name, measure, claim, results));
    }

    private static boolean isMissing(Batch batch, String algorithm, String measure, Results results) {
        return batch.names().stream().anyMatch(picture -> !results.has(picture, algorithm, measure));
    }

    private void measure(Batch batch, String algorithm, String measure, Claim claim, Results results) {
        Evaluation evaluation = Objects.requireNonNull(measures.get(measure)).apply(batch);
        Evaluated evaluated = evaluation.evaluate(claim);
        for (int row = 0; row < batch.names().size(); row++) {
            String picture = batch.names().get(row);
            if (!results.has(picture, algorithm, measure)) {
                results.add(new Results.Line(picture, algorithm, measure, evaluation.better(), evaluated.row(row)));
            }
        }
    }
}
