package ai.interpretdl.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The photographs that ship with the default models. */
final class Photos {
    private Photos() {}

    static Picture of(String name) {
        try {
            return Picture.read(Files.readAllBytes(Path.of("../models/photos", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Picture of(String name, int width, int height) {
        return new Fit.Exact(width, height).apply(of(name));
    }
}
