package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.image.Chart;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.FastNormLime;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark goes on where it was cut off, and averages what it measured. */
class BenchmarkTest {
    private static final int PIXELS = 16;
    private static final double[] W = Laws.numbers(PIXELS, 1);
    private static final Picture ANY = Picture.of(4, 4, new byte[48]);
    private static final JsonNode RUN = JsonNodeFactory.instance.objectNode().put("model", "linear");
    private static final Map<String, Function<Benchmark.Batch, Evaluation>> MEASURES = Map.of(
            "deletion", s -> new Deletion(Removing.from(Substrate.zeros(), PIXELS)),
            "complexity", s -> new Complexity(Channels.SUM, 0.01));

    @TempDir
    Path folder;

    private int explained;

    private Benchmark benchmark() {
        Map<String, Function<Benchmark.Batch, Interpretation>> algorithms = new TreeMap<>(Map.of(
                "saliency", s -> counted(new Saliency(false)),
                "input-x-gradient", s -> counted(new InputXGradient())));
        return new Benchmark(algorithms, new TreeMap<>(MEASURES));
    }

    private Interpretation counted(Interpretation algorithm) {
        explained++;
        return algorithm;
    }

    /** As many pictures as numbers, which tell them apart. */
    private static Benchmark.Batch batch(Model model, int... numbers) {
        List<Tensor> images = Arrays.stream(numbers)
                .mapToObj(number -> Laws.images(Laws.numbers(PIXELS, number)))
                .toList();
        return new Benchmark.Batch(
                Arrays.stream(numbers).mapToObj(BenchmarkTest::name).toList(),
                model,
                Laws.question(Tensor.concat(images)),
                Collections.nCopies(numbers.length, ANY));
    }

    private static String name(int number) {
        return "picture " + number;
    }

    @Test
    void averagesAreThoseOfThePictures() {
        Results results = Results.open(folder.resolve("all.jsonl"), RUN);
        try (Model model = Laws.linear(folder, W)) {
            double sum = 0;
            for (int i = 2; i < 6; i++) {
                benchmark().measure(batch(model, i), results);
                Claim claim = Claim.of(model, batch(model, i).question(), new InputXGradient());
                sum += new Deletion(Removing.from(Substrate.zeros(), PIXELS))
                        .evaluate(claim)
                        .number(0);
            }
            Summary summary = Summary.of(results);
            assertThat(summary.mean("deletion", "deletion", "input-x-gradient")).isCloseTo(sum / 4, within(1e-9));
            assertThat(summary.json().at("/deletion/deletion/saliency/pictures").asInt())
                    .isEqualTo(4);
            // on a linear model nothing deletes better than input x gradient
            assertThat(summary.mean("deletion", "deletion", "saliency"))
                    .isGreaterThan(summary.mean("deletion", "deletion", "input-x-gradient"));
            assertThat(summary.table()).contains("deletion ↓").containsPattern("\\| input-x-gradient \\|.*\\*\\*");
            assertThat(summary.charts()).containsOnlyKeys("deletion");
            Chart.Curves chart = (Chart.Curves) summary.charts().get("deletion");
            assertThat(chart.across()).isEqualTo("share hidden");
            assertThat(chart.up()).isEqualTo("score, mean over pictures");
        }
    }

    @Test
    void aRunThatWasCutOffGoesOnWithWhatIsMissing() throws IOException {
        Path file = folder.resolve("results.jsonl");
        try (Model model = Laws.linear(folder, W)) {
            Results first = Results.open(file, RUN);
            benchmark().measure(batch(model, 2), first);
            benchmark().measure(batch(model, 3), first);
            List<String> whole = Files.readAllLines(file);
            assertThat(whole).hasSize(1 + 2 * 4);
            assertThat(explained).isEqualTo(4);

            // the process ended in the middle of the last line
            String text = Files.readString(file);
            Files.writeString(file, text.substring(0, text.length() - 20));
            Results second = Results.open(file, RUN);
            assertThat(benchmark().missing(List.of(name(2), name(3)), 8, second))
                    .containsExactly(List.of(name(3)));
            explained = 0;
            benchmark().measure(batch(model, 2), second);
            assertThat(explained).isZero();
            benchmark().measure(batch(model, 3), second);
            assertThat(explained).isEqualTo(1);
            assertThat(Files.readAllLines(file).stream().map(BenchmarkTest::withoutTime))
                    .containsExactlyElementsOf(
                            whole.stream().map(BenchmarkTest::withoutTime).toList());
        }
    }

    private static String withoutTime(String line) {
        return line.replaceFirst("\"seconds\":[0-9.E-]+", "");
    }

    @Test
    void aBatchSaysOfEachPictureWhatIsSaidOfItAlone() {
        Results together = Results.open(folder.resolve("together.jsonl"), RUN);
        Results alone = Results.open(folder.resolve("alone.jsonl"), RUN);
        try (Model model = Laws.linear(folder, W)) {
            benchmark().measure(batch(model, 2, 3, 4), together);
            assertThat(explained).isEqualTo(2);
            for (int number = 2; number < 5; number++) {
                benchmark().measure(batch(model, number), alone);
            }
            Map<String, Evaluated> expected = byCell(alone);
            Map<String, Evaluated> found = byCell(together);
            assertThat(found).containsOnlyKeys(expected.keySet()).hasSize(3 * 4);
            found.forEach((cell, evaluated) -> {
                Evaluated other = expected.get(cell);
                other.numbers()
                        .forEach((number, rows) -> assertThat(evaluated.number(number, 0))
                                .as(cell + " " + number)
                                .isCloseTo(rows.get(0), within(1e-6)));
                assertThat(evaluated.curves().keySet()).isEqualTo(other.curves().keySet());
            });
        }
    }

    /** What learns from the rows that it is asked about would say something else of a picture in other company. */
    @Test
    void whatMixesRowsIsAskedAboutEachPictureByItself() {
        Map<String, Function<Benchmark.Batch, Interpretation>> learning =
                Map.of("fast-norm-lime", b -> counted(new FastNormLime(Features.elements(), new Kinds.Places())));
        Benchmark benchmark = new Benchmark(learning, Map.of("complexity", b -> new Complexity(Channels.SUM, 0.01)));
        Results together = Results.open(folder.resolve("learnt.jsonl"), RUN);
        Results alone = Results.open(folder.resolve("alone.jsonl"), RUN);
        try (Model model = Laws.linear(folder, W)) {
            benchmark.measure(batch(model, 2, 3), together);
            benchmark.measure(batch(model, 2), alone);
            benchmark.measure(batch(model, 3), alone);
            Map<String, Evaluated> expected = byCell(alone);
            assertThat(expected).hasSize(2);
            byCell(together)
                    .forEach((cell, found) -> assertThat(found.numbers())
                            .as(cell)
                            .isEqualTo(
                                    Objects.requireNonNull(expected.get(cell)).numbers()));
        }
    }

    private static Map<String, Evaluated> byCell(Results results) {
        Map<String, Evaluated> cells = new TreeMap<>();
        results.forEach(
                line -> cells.put(line.picture() + ", " + line.algorithm() + ", " + line.measure(), line.evaluated()));
        return cells;
    }

    @Test
    void picturesThatLackTheSameAreMeasuredTogether() {
        Results results = Results.open(folder.resolve("some.jsonl"), RUN);
        List<String> names = IntStream.range(2, 9).mapToObj(BenchmarkTest::name).toList();
        try (Model model = Laws.linear(folder, W)) {
            benchmark().measure(batch(model, 4), results);
            Benchmark less = new Benchmark(
                    Map.of("saliency", b -> counted(new Saliency(false))),
                    Map.of("complexity", b -> new Complexity(Channels.SUM, 0.01)));
            less.measure(batch(model, 6, 7), results);

            List<List<String>> missing = benchmark().missing(names, 2, results);
            assertThat(missing)
                    .containsExactly(
                            List.of(name(2), name(3)), List.of(name(5)), List.of(name(6), name(7)), List.of(name(8)));
            benchmark().measure(batch(model, 6, 7), results);
            assertThat(benchmark().missing(names, 8, results))
                    .containsExactly(List.of(name(2), name(3), name(5), name(8)));
            assertThat(byCell(results)).hasSize(3 * 4);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> benchmark().missing(names, 0, results))
                .withMessageContaining("batch");
    }

    @Test
    void eachRowOfABatchHasAName() {
        try (Model model = Laws.linear(folder, W)) {
            Benchmark.Batch two = batch(model, 2, 3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Benchmark.Batch(List.of("one"), model, two.question(), two.seen()))
                    .withMessageContaining("2 rows");
        }
    }

    @Test
    void aPictureIsTheOnlyRowOfAModelWithoutAnAxisOfRows() {
        Results results = Results.open(folder.resolve("whole.jsonl"), RUN);
        Tensor x = Tensor.of(new float[] {1, -2, 0.5f, 3, -0.3f, 0.8f, -1.5f, 2, 0.1f, 0.9f, -4, 2.5f}, 3, 4);
        Question question = Question.of(Map.of("x", x)).about(Target.sum());
        try (Model model = Laws.elementwise(folder, 3, 4)) {
            benchmark().measure(new Benchmark.Batch(List.of("one"), model, question, List.of(ANY)), results);
            assertThat(byCell(results)).hasSize(4);
        }
    }

    @Test
    void resultsOfAnotherRunAreNotMixedIn() {
        Path file = folder.resolve("results.jsonl");
        Results.open(file, RUN);
        JsonNode other = JsonNodeFactory.instance.objectNode().put("model", "other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Results.open(file, other))
                .withMessageContaining("another run");
    }
}
