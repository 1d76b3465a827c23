package ai.interpretdl.program;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A program as one ordinary ONNX model.
 *
 * @param model whose weights mostly lie in the file of the model that the program is about
 */
public record ProgramGraph(Model model) {
    /** Writes it with all weights: where that is more than 2 GiB, into a second file beside it. */
    public void write(Path file) {
        ModelWriter.write(model, file);
    }

    /**
     * Writes it without the weights that lie in files, which it refers to.
     *
     * @param file in the folder of those files, or in one above it: ONNX knows no other way to refer to weights
     * @throws IllegalArgumentException when it would lie elsewhere
     */
    public void writeReferring(Path file) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try {
            Files.write(file, ModelWriter.referring(model, folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
