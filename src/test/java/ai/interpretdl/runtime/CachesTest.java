package ai.interpretdl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.testing.ExportFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where programs are kept is said by a property. */
class CachesTest {
    private static final String PROPERTY = "interpretdl.programs";
    private final String before = System.getProperty(PROPERTY, "off");

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        System.setProperty(PROPERTY, before);
    }

    private static void explain() {
        ExportFixture fixture = ExportFixture.named("conv1d-dynamic");
        try (Model model = InterpretDl.open(fixture.file(), Device.cpu())) {
            new Saliency(false).interpret(model, Question.of(fixture.reference().inputs()));
        }
    }

    @Test
    void aFolder() {
        Path programs = folder.resolve("programs");
        System.setProperty(PROPERTY, programs.toString());
        explain();
        assertThat(programs).isDirectoryRecursivelyContaining("glob:**.onnx");
    }

    @Test
    void nowhere() {
        System.setProperty(PROPERTY, "off");
        assertThat(Caches.programs(Device.cpu())).isEmpty();
        explain();
        assertThat(Files.exists(Path.of("off"))).isFalse();
    }
}
