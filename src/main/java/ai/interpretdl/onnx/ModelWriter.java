package ai.interpretdl.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes models ({@code ModelProto}). The same model gives the same bytes. */
public final class ModelWriter {
    /** No message of the format may be larger. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private ModelWriter() {}

    /**
     * The model without its large weights: it points to where they lie, as external data relative to {@code folder}. A derived
     * model costs no copy of its weights this way. A runtime that loads these bytes must be told the folder.
     *
     * @throws IllegalArgumentException when a weight's file is not below the folder
     * @throws UncheckedIOException when a weight's file cannot be read
     */
    public static byte[] referring(Model model, Path folder) {
        return inMemory(new GraphWriter(WeightPlace.referringFrom(folder)).model(model));
    }

    /**
     * The whole model with all weights, in memory.
     *
     * @throws IllegalArgumentException when it takes more than 2 GiB
     * @throws UncheckedIOException when a weight's file cannot be read
     */
    public static byte[] bytes(Model model) {
        return inMemory(new GraphWriter(WeightPlace.inside()).model(model));
    }

    /**
     * Writes the whole model with all weights. Where that is more than the 2 GiB which one file of the format may take, large
     * weights go to a second file, whose name has {@code .data} appended. Files of these names are replaced once all is written, so
     * a model may be written over the one that its weights come from.
     *
     * @throws UncheckedIOException when a file cannot be read or written
     */
    public static void write(Model model, Path file) {
        write(model, file, LARGEST);
    }

    /** @param largest number of bytes beyond which weights go to a file of their own */
    static void write(Model model, Path file, long largest) {
        Encoder whole = new GraphWriter(WeightPlace.inside()).model(model);
        Path target = file.toAbsolutePath();
        try {
            if (whole.size() <= largest) {
                Files.move(written(target, whole::writeTo), target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                writeApart(model, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void writeApart(Model model, Path target) throws IOException {
        Path data = target.resolveSibling(target.getFileName() + ".data");
        List<Piece> weights = new ArrayList<>();
        Encoder message = new GraphWriter(WeightPlace.beside(data.getFileName().toString(), weights)).model(model);
        Path newData = written(data, out -> {
            for (Piece weight : weights) {
                weight.writeTo(out);
            }
        });
        Path newModel = written(target, message::writeTo);
        Files.move(newData, data, StandardCopyOption.REPLACE_EXISTING);
        Files.move(newModel, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes to a temporary file beside the target, which is gone again if that fails. */
    private static Path written(Path target, Content content) throws IOException {
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(out);
            return temporary;
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static byte[] inMemory(Encoder message) {
        if (message.size() > LARGEST) {
            throw new IllegalArgumentException("the model takes " + message.size()
                    + " bytes, more than fit in memory at once: write it to a file instead");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) message.size());
        try {
            message.writeTo(Channels.newChannel(out));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model's weights: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private interface Content {
        void writeTo(WritableByteChannel out) throws IOException;
    }
}
