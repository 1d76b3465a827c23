package ai.interpretdl.functions.gateway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherTest {
    private static final Optional<byte[]> GOOD = Optional.empty();

    @TempDir
    private Path folder;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Test
    void whatLiesThereAtTheStartAndWhatComesLaterIsHandedOn() throws Exception {
        Files.writeString(folder.resolve("early.jpg"), "x");
        try (Watcher watcher = watcher(this::note)) {
            watcher.start();
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("early.jpg");

            Files.writeString(folder.resolve(".late.jpg"), "x");
            Files.move(folder.resolve(".late.jpg"), folder.resolve("late.jpg"), StandardCopyOption.ATOMIC_MOVE);
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("late.jpg");
        }
        assertThat(folder.resolve("done/early.jpg")).exists();
        assertThat(folder.resolve("done/late.jpg")).exists();
    }

    @Test
    void aFileInAFolderMadeLaterIsHandedOn() throws Exception {
        try (Watcher watcher = watcher(this::note)) {
            watcher.start();
            Files.createDirectory(folder.resolve("cats"));
            Files.writeString(folder.resolve("cats/cat.jpg"), "x");
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("cats/cat.jpg");
        }
    }

    @Test
    void whatFailsLandsInFailed() throws IOException {
        Files.writeString(folder.resolve("cat.jpg"), "x");
        try (Watcher watcher = watcher((file, subject) -> Optional.of("why".getBytes(StandardCharsets.UTF_8)))) {
            watcher.look();
        }
        assertThat(folder.resolve("failed/cat.jpg")).exists();
        assertThat(folder.resolve("failed/cat.jpg.json")).hasContent("why");
    }

    @Test
    void aFileThatGrowsWhileItIsReadHasNotFailed() throws IOException {
        Path cat = Files.writeString(folder.resolve("cat.jpg"), "m");
        try (Watcher watcher = watcher((file, subject) -> {
            append(file);
            return Optional.of("cut off".getBytes(StandardCharsets.UTF_8));
        })) {
            watcher.look();
        }
        assertThat(cat).exists();
        assertThat(folder.resolve("failed")).doesNotExist();
    }

    @Test
    void aFileThatTheEndOfTheProgramCameUponStaysForTheNextStart() throws Exception {
        Path cat = Files.writeString(folder.resolve("cat.jpg"), "x");
        try (Watcher watcher = watcher((file, subject) -> {
            received.add(subject);
            throw new CancellationException("stopped");
        })) {
            watcher.start();
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("cat.jpg");
        }
        assertThat(cat).exists();
        assertThat(folder.resolve("failed")).doesNotExist();
        assertThat(folder.resolve("done")).doesNotExist();
    }

    private Watcher watcher(Watcher.Receiver receiver) throws IOException {
        return new Watcher(new Inbox(folder, Duration.ZERO), Duration.ofMillis(20), receiver, Clock.systemUTC());
    }

    private Optional<byte[]> note(Path file, String subject) {
        received.add(subject);
        return GOOD;
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "eow", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
