package ai.interpretdl.functions.gateway.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Photos to start with. They are put into the inbox as a person would, and take the way of every other file from there on.
 *
 * @param folder where they lie
 */
record Samples(Path folder) {
    void putInto(Path inbox) throws IOException {
        List<Path> photos;
        try (Stream<Path> files = Files.list(folder)) {
            photos = files.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                    .sorted()
                    .toList();
        }
        for (Path photo : photos) {
            new Outbox(inbox).write(photo.getFileName().toString(), Files.readAllBytes(photo));
        }
    }
}
