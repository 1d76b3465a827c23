package ai.interpretdl.functions.gateway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Inbox inbox;

    @BeforeEach
    void lay() {
        inbox = new Inbox(folder, Duration.ofSeconds(1));
    }

    @Test
    void aFileIsTakenWhenItHasStayedTheSame() throws IOException {
        Path cat = Files.writeString(folder.resolve("cat.jpg"), "m");
        assertThat(inbox.ready(NOW)).isEmpty();
        assertThat(inbox.waiting()).isTrue();
        assertThat(inbox.ready(NOW.plusMillis(900))).isEmpty();

        Files.writeString(cat, "eow", StandardOpenOption.APPEND);
        assertThat(inbox.ready(NOW.plusMillis(1100))).isEmpty();
        assertThat(inbox.ready(NOW.plusMillis(2000))).isEmpty();
        assertThat(inbox.ready(NOW.plusMillis(2100))).containsExactly(cat);
    }

    @Test
    void itStaysUntilItHasBeenDealtWith() throws IOException {
        Path cat = file("cats/cat.jpg");
        assertThat(ready()).containsExactly(cat);
        assertThat(ready()).containsExactly(cat);

        assertThat(inbox.done(cat)).hasContent("x").isEqualTo(folder.resolve("done/cats/cat.jpg"));
        assertThat(ready()).isEmpty();
        assertThat(inbox.waiting()).isFalse();
    }

    @Test
    void aFailedFileLiesBesideItsReason() throws IOException {
        Path cat = file("cats/cat.jpg");

        Path failed = inbox.failed(cat, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(failed).isEqualTo(folder.resolve("failed/cats/cat.jpg"));
        assertThat(folder.resolve("failed/cats/cat.jpg.json")).hasContent("{}");
        assertThat(ready()).isEmpty();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        inbox.done(file("cat.jpg"));

        assertThat(inbox.done(file("cat.jpg"))).isEqualTo(folder.resolve("done/cat-2.jpg"));
        assertThat(folder.resolve("done/cat.jpg")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".cat.jpg", "cat.jpg.part", "cat.crdownload", ".hidden/cat.jpg", "done/cat.jpg", "failed/cat.jpg"
            })
    void whatIsUnfinishedOrDealtWithIsLeftAlone(String name) throws IOException {
        file(name);
        assertThat(ready()).isEmpty();
    }

    private Path file(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), "x");
    }

    /** Two looks, far apart. */
    private Iterable<Path> ready() throws IOException {
        inbox.ready(NOW);
        return inbox.ready(NOW.plusSeconds(60));
    }
}
