package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.image.Chart;
import ai.interpretdl.image.Picture;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.InputXGradient;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark goes on where it was cut off, and averages what it measured. */
class BenchmarkTest {
    private static final int PIXELS = 16;
    private static final double[] W = Laws.numbers(PIXELS, 1);
    private static final Picture ANY = Picture.of(4, 4, new byte[48]);
    private static final JsonNode RUN = JsonNodeFactory.instance.objectNode().put("model", "linear");
    private static final Map<String, Function<Benchmark.Sample, Evaluation>> MEASURES = Map.of(
            "deletion", s -> new Deletion(Removing.from(Substrate.zeros(), PIXELS)),
            "complexity", s -> new Complexity(Channels.SUM, 0.01));

    @TempDir
    Path folder;

    private int explained;

    private Benchmark benchmark() {
        Map<String, Function<Benchmark.Sample, Interpretation>> algorithms = new TreeMap<>(Map.of(
                "saliency", s -> counted(new Saliency(false)),
                "input-x-gradient", s -> counted(new InputXGradient())));
        return new Benchmark(algorithms, new TreeMap<>(MEASURES));
    }

    private Interpretation counted(Interpretation algorithm) {
        explained++;
        return algorithm;
    }

    private static Benchmark.Sample sample(Model model, int number) {
        return new Benchmark.Sample(
                "picture " + number, model, Laws.question(Laws.images(Laws.numbers(PIXELS, number))), ANY);
    }

    @Test
    void averagesAreThoseOfThePictures() {
        Results results = Results.open(folder.resolve("all.jsonl"), RUN);
        try (Model model = Laws.linear(folder, W)) {
            double sum = 0;
            for (int i = 2; i < 6; i++) {
                benchmark().measure(sample(model, i), results);
                Claim claim = Claim.of(model, sample(model, i).question(), new InputXGradient());
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
            benchmark().measure(sample(model, 2), first);
            benchmark().measure(sample(model, 3), first);
            List<String> whole = Files.readAllLines(file);
            assertThat(whole).hasSize(1 + 2 * 4);
            assertThat(explained).isEqualTo(4);

            // the process ended in the middle of the last line
            String text = Files.readString(file);
            Files.writeString(file, text.substring(0, text.length() - 20));
            Results second = Results.open(file, RUN);
            assertThat(benchmark().isMissing("picture 2", second)).isFalse();
            assertThat(benchmark().isMissing("picture 3", second)).isTrue();
            explained = 0;
            benchmark().measure(sample(model, 2), second);
            assertThat(explained).isZero();
            benchmark().measure(sample(model, 3), second);
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
    void resultsOfAnotherRunAreNotMixedIn() {
        Path file = folder.resolve("results.jsonl");
        Results.open(file, RUN);
        JsonNode other = JsonNodeFactory.instance.objectNode().put("model", "other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Results.open(file, other))
                .withMessageContaining("another run");
    }
}
