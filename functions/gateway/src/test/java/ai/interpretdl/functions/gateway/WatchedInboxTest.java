package ai.interpretdl.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that is put into the inbox comes out as a picture and its numbers; one that is none lies in failed/ with the reason. */
@QuarkusTest
@TestProfile(WatchedInboxTest.Watched.class)
class WatchedInboxTest {
    private static final Path INBOX = Path.of("target", "watched", "inbox").toAbsolutePath();
    private static final Path OUTBOX = Path.of("target", "watched", "outbox").toAbsolutePath();

    public static class Watched implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "interpretdl.inbox", emptied(INBOX).toString(),
                    "interpretdl.inbox.quiet", "50ms",
                    "interpretdl.outbox", emptied(OUTBOX).toString(),
                    "interpretdl.rules", rules().toString());
        }

        private static Path rules() {
            try {
                Path file = INBOX.resolveSibling("rules.txt");
                return Files.writeString(file, "suffix .png in inbox/: saliency model=fashion-cnn\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path emptied(Path folder) {
            try {
                Files.createDirectories(folder);
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(Files::isRegularFile).map(Path::toFile).forEach(java.io.File::delete);
                }
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aPhotoBecomesAPictureAndNumbers() throws Exception {
        Path photo = Path.of("..", "..", "models", "photos", "chelsea.png");
        put("cat.png", Files.readAllBytes(photo));

        awaitIn(INBOX.resolve("done"), "cat.png");

        assertThat(OUTBOX.resolve("cat.png.saliency.png")).isNotEmptyFile();
        assertThat(OUTBOX.resolve("cat.png.saliency.json")).content().contains("\"answer_id\"");
        assertThat(INBOX.resolve("cat.png")).doesNotExist();
    }

    @Test
    void whatIsNoPhotoLiesInFailedWithTheReason() throws Exception {
        put("text.png", new byte[] {1, 2, 3});

        awaitIn(INBOX.resolve("failed"), "text.png.json");

        assertThat(INBOX.resolve("failed/text.png")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(INBOX.resolve("failed/text.png.json")).content().contains("\"status\" : 415");
    }

    private static void put(String name, byte[] content) throws IOException {
        Path hidden = Files.write(INBOX.resolve("." + name), content);
        Files.move(hidden, INBOX.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits for a file by the file system's notices; a minute at most. */
    private static void awaitIn(Path folder, String name) throws Exception {
        Files.createDirectories(folder);
        try (WatchService notices = FileSystems.getDefault().newWatchService()) {
            folder.register(notices, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!Files.exists(folder.resolve(name)) && System.nanoTime() < end) {
                WatchKey key = notices.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
        assertThat(folder.resolve(name)).exists();
    }
}
