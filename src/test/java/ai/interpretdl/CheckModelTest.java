package ai.interpretdl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.testing.ExportFixture;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckModelTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tellsInWordsAndAsJson() throws IOException {
        String file = ExportFixture.named("wavenet-dynamic").file().toString();
        assertThat(run(file)).isZero();
        assertThat(text(out)).startsWith("wavenet-dynamic: everything works");
        out.reset();
        assertThat(run("--json", file)).isZero();
        assertThat(new ObjectMapper().readTree(text(out)).path("full").asBoolean())
                .isTrue();
    }

    @Test
    void aFileThatIsNoModelIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.onnx"), "no model");
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(text(err)).contains("notes.onnx").contains("cannot be loaded");
        assertThat(run(folder.resolve("missing.onnx").toString())).isEqualTo(1);
        assertThat(text(err)).contains("no such file");
    }

    @Test
    void withoutAFileItSaysHowItIsCalled() {
        assertThat(run()).isEqualTo(2);
        assertThat(text(err)).contains("usage");
    }

    private int run(String... arguments) {
        return CheckModel.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
