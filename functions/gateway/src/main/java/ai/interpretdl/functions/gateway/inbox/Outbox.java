package ai.interpretdl.functions.gateway.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder of answers. A file appears whole or not at all: whoever watches the folder never reads half a picture.
 *
 * @param folder where it is
 */
public record Outbox(Path folder) {
    /** What was written under a name, if it was. */
    Optional<byte[]> read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /**
     * Writes a file.
     *
     * @param name relative to the folder, with slashes
     * @throws IllegalArgumentException when the name leads out of the folder
     */
    public Path write(String name, byte[] content) throws IOException {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder.normalize())) {
            throw new IllegalArgumentException(name + " leads out of the outbox");
        }
        Files.createDirectories(target.getParent());
        // Hidden, and in the same folder: a rename within a file system is one step.
        Path part = target.resolveSibling(".writing-" + UUID.randomUUID() + ".part");
        try {
            Files.write(part, content, StandardOpenOption.CREATE_NEW);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return target;
    }
}
