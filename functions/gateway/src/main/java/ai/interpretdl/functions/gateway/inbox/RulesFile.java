package ai.interpretdl.functions.gateway.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the rules stand: in a file that somebody names, else in the program. */
final class RulesFile {
    private static final String OURS = "/routes.txt";

    private RulesFile() {}

    static String text(Optional<Path> file) {
        try {
            return file.isPresent() ? Files.readString(file.get()) : ours();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the rules cannot be read from " + file.map(Path::toString).orElse(OURS), e);
        }
    }

    private static String ours() throws IOException {
        try (InputStream rules = RulesFile.class.getResourceAsStream(OURS)) {
            if (rules == null) {
                throw new IOException("the program has no " + OURS);
            }
            return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
