package ai.interpretdl.functions.gateway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
