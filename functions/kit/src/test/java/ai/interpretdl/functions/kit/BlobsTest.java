package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {
    @TempDir
    private Path folder;

    private Path root;
    private Blobs blobs;

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(root.resolve("cat.jpg"), "meow");
        Files.writeString(folder.resolve("secret"), "secret");
        blobs = new Blobs(List.of(root), 100);
    }

    @Test
    void base64AndAllowedFilesAreRead() {
        assertThat(blobs.read("image", "bWVvdw==")).isEqualTo(blobs.read("image", uri(root.resolve("cat.jpg"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bWV%",
                "bW=v",
                "https://example.org/cat.jpg",
                "file:cat.jpg",
                "file://host/cat.jpg",
                "data:,x"
            })
    void nothingElseIs(String value) {
        assertRefused(value, 400);
    }

    @Test
    void noWayLeadsOutOfTheRoots() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));

        assertRefused(uri(folder.resolve("secret")), 400);
        assertRefused(uri(root) + "/../secret", 400);
        assertRefused(uri(root) + "/%2e%2e/secret", 400);
        assertRefused(uri(root.resolve("link")), 400);
        assertRefused(uri(root), 400);
    }

    @Test
    void aMissingFileIs404AndALargeOne413() throws IOException {
        assertRefused(uri(root.resolve("dog.jpg")), 404);
        assertRefused(uri(Files.write(root.resolve("large"), new byte[101])), 413);
        assertRefused("A".repeat(200), 413);
    }

    private void assertRefused(String value, int status) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> blobs.read("image", value))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(status))
                .withMessageStartingWith("image ");
    }

    private static String uri(Path file) {
        return file.toUri().toString();
    }
}
