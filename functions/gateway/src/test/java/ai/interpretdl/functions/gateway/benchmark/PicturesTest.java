package ai.interpretdl.functions.gateway.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.evaluate.Benchmark;
import ai.interpretdl.evaluate.Channels;
import ai.interpretdl.evaluate.Complexity;
import ai.interpretdl.evaluate.Results;
import ai.interpretdl.functions.kit.Explainer;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Saliency;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with the results is not laid on the pictures. */
class PicturesTest {
    private static final Path MODELS = Path.of("..", "..", "models");

    @TempDir
    Path folder;

    private int asked;

    @Test
    void resultsThatCannotBeWrittenEndTheRun() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (String name : List.of("a.png", "b.png", "c.png")) {
            Files.copy(MODELS.resolve("photos").resolve("coffee.png"), images.resolve(name));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", "fashion-cnn").put("images", images.toString()).put("results", folder.toString());
        json.put("batch", 1).putArray("algorithms").add("saliency");
        json.putArray("measures").add("complexity");
        Path file = Files.createDirectory(folder.resolve("results")).resolve("results.jsonl");
        Benchmark benchmark = new Benchmark(
                Map.of("saliency", batch -> asked++ == 0 ? new Saliency(false) : withoutPlace(file)),
                Map.of("complexity", batch -> new Complexity(Channels.SUM, 0.01)));
        Pictures pictures = new Pictures(Plan.read(json), Explainer.over(MODELS), benchmark, Results.open(file, json));
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> pictures.measure(lines::add))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("results.jsonl");
        assertThat(lines).containsExactly("1/3 a.png");
    }

    private static Interpretation withoutPlace(Path file) {
        try {
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Saliency(false);
    }
}
