package ai.interpretdl.functions.gateway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
        Outbox outbox = new Outbox(folder);
        outbox.write("cats/cat.png", new byte[1000]);
        Path file = outbox.write("cats/cat.png", new byte[] {1, 2, 3});

        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(folder.resolve("cats")).isDirectoryContaining("glob:**cat.png");
        assertThat(folder.resolve("cats").toFile().list()).containsExactly("cat.png");
    }

    @Test
    void noNameLeadsOut() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Outbox(folder).write("../cat.png", new byte[0]));
    }
}
