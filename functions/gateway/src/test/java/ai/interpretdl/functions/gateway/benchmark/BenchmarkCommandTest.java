package ai.interpretdl.functions.gateway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class BenchmarkCommandTest {
    private static final Path PHOTOS = Path.of("..", "..", "models", "photos");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    BenchmarkCommand command;

    @TempDir
    Path folder;

    @Test
    void aFolderIsMeasuredAndGoneOnWith() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        Files.copy(PHOTOS.resolve("chelsea.png"), images.resolve("a.png"));
        Files.writeString(images.resolve("broken.png"), "no picture");
        Path plan = plan("\"saliency\", {\"name\": \"smooth-grad\", \"samples\": 3, \"as\": \"smooth 3\"}");

        assertThat(command.run(plan.toString())).isZero();
        Path results = folder.resolve("results");
        List<String> first = Files.readAllLines(results.resolve("results.jsonl"));
        assertThat(first).hasSize(1 + 4);
        Files.copy(PHOTOS.resolve("camera.png"), images.resolve("c.png"));
        assertThat(command.run(plan.toString())).isZero();

        assertThat(Files.readAllLines(results.resolve("results.jsonl")))
                .hasSize(1 + 8)
                .startsWith(first.toArray(String[]::new));
        JsonNode summary = JSON.readTree(Files.readString(results.resolve("summary.json")));
        assertThat(summary.at("/deletion/deletion/smooth 3/pictures").asInt()).isEqualTo(2);
        assertThat(Files.readString(results.resolve("summary.md"))).contains("| saliency |", "insertion ↑");
        assertThat(results.resolve("deletion.png")).isNotEmptyFile();
        assertThat(results.resolve("insertion.svg")).isNotEmptyFile();
    }

    /** Superpixels, noise, imputed pixels and other seeds are each picture's own, whatever stands beside it. */
    @Test
    void numbersOfAPictureDoNotDependOnItsBatch() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (String photo : List.of("camera.png", "chelsea.png", "coffee.png")) {
            Files.copy(PHOTOS.resolve(photo), images.resolve(photo));
        }
        Files.writeString(images.resolve("dark.png"), "no picture");
        String algorithms = """
                {"name": "lime", "samples": 40, "segmentation": "quickshift"}, {"name": "smooth-grad", "samples": 3},
                "kernel-shap", "grad-cam", "score-cam", {"name": "xrai", "steps": 5, "min_pixels": 20}""";
        String measures = """
                {"name": "deletion", "steps": 5}, "road", {"name": "irof", "segmentation": "slic"}, "mu-fidelity",
                {"name": "abpc", "substrate": "grey"}, {"name": "sensitivity-max", "samples": 2},
                {"name": "stability", "seeds": 2}, {"name": "parameter-randomisation", "steps": 2}, "random-logit",
                "average-drop", {"name": "infidelity", "sides": [8], "stride": 4}""";
        Map<String, JsonNode> together = run(4, algorithms, measures);
        Map<String, JsonNode> alone = run(1, algorithms, measures);

        assertThat(together).containsOnlyKeys(alone.keySet()).hasSize(3 * 6 * 11);
        together.forEach((cell, line) -> {
            JsonNode numbers = Objects.requireNonNull(alone.get(cell)).path("numbers");
            numbers.properties().forEach(number -> {
                JsonNode found = line.path("numbers").path(number.getKey());
                assertThat(found.isNull()).as(cell).isEqualTo(number.getValue().isNull());
                assertThat(found.asDouble())
                        .as(cell + " " + number.getKey())
                        .isCloseTo(number.getValue().asDouble(), within(1e-3));
            });
        });
    }

    private Map<String, JsonNode> run(int batch, String algorithms, String measures) throws Exception {
        Path results = folder.resolve("results of " + batch);
        String text = """
                {"model": "fashion-cnn", "images": "%s", "results": "%s", "batch": %d, "algorithms": [%s],
                 "measures": [%s]}""".formatted(folder.resolve("images"), results, batch, algorithms, measures);
        Path plan = Files.writeString(folder.resolve("batch.json"), text);
        assertThat(command.run(plan.toString())).isZero();
        Map<String, JsonNode> lines = new TreeMap<>();
        for (String line : Files.readAllLines(results.resolve("results.jsonl"))) {
            JsonNode json = JSON.readTree(line);
            if (json.has("picture")) {
                lines.put(json.path("picture") + " " + json.path("algorithm") + " " + json.path("measure"), json);
            }
        }
        return lines;
    }

    @Test
    void aPlanThatCannotBeDoneEndsWithAnError() throws Exception {
        Files.createDirectory(folder.resolve("images"));
        assertThat(command.run(plan("\"salience\"").toString())).isEqualTo(1);
        assertThat(command.run()).isEqualTo(2);
        assertThat(command.run(folder.resolve("none.json").toString())).isEqualTo(1);
    }

    private Path plan(String algorithms) throws Exception {
        String text = """
                {"model": "fashion-cnn", "images": "%s", "results": "%s", "algorithms": [%s],
                 "measures": [{"name": "deletion", "steps": 5}, "insertion"]}""".formatted(folder.resolve("images"), folder.resolve("results"), algorithms);
        return Files.writeString(folder.resolve("plan.json"), text);
    }
}
