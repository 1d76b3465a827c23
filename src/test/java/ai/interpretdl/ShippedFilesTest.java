package ai.interpretdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code models/README.md} tells of every file that is not ours, and of no other bytes than these. */
class ShippedFilesTest {
    private static final Path MODELS = Path.of("..", "models");
    private static final Pattern LINE = Pattern.compile("(?m)^\\| ([^|]+) \\|.*\\| `([0-9a-f]{64})` \\|$");

    @Test
    void everyFileHasItsChecksumInTheTable() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Matcher lines = LINE.matcher(Files.readString(MODELS.resolve("README.md")));
        while (lines.find()) {
            listed.put(lines.group(1), lines.group(2));
        }
        try (Stream<Path> files = Files.walk(MODELS)) {
            Map<String, String> found = files.filter(Files::isRegularFile)
                    .filter(file -> !ours(file))
                    .collect(Collectors.toMap(
                            file -> MODELS.relativize(file).toString().replace('\\', '/'), ShippedFilesTest::sha256));
            assertThat(found).isNotEmpty().containsExactlyInAnyOrderEntriesOf(listed);
        }
    }

    /** Texts about the models, cards, and boxes drawn on the photos. */
    private static boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.equals("README.md") || name.equals("NOTICE") || name.matches("[^.]+\\.json");
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
