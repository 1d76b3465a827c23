package ai.interpretdl.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a model's bytes come from, which decides what a weight may point to. */
final class ModelFile {
    /** What sparse weights of one file may take when they are made dense, in bytes. */
    private static final long LARGEST_DENSE = 1L << 28;

    private final Optional<Path> file;
    private final Path folder;
    private final List<Path> roots;
    private long dense;

    /**
     * @param file the model file; empty when the model lies in memory
     * @param folder against which external data is resolved
     * @param roots real folders that external data must not leave: the folder itself, and that in which a linked model file really lies
     */
    private ModelFile(Optional<Path> file, Path folder, List<Path> roots) {
        this.file = file;
        this.folder = folder;
        this.roots = roots;
    }

    static ModelFile of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = parent(absolute);
        return new ModelFile(
                Optional.of(absolute), folder, List.of(folder.toRealPath(), parent(absolute.toRealPath())));
    }

    static ModelFile inMemory(Path folder) throws IOException {
        return new ModelFile(Optional.empty(), folder.toAbsolutePath(), List.of(folder.toRealPath()));
    }

    /** The model file; empty when the model lies in memory. */
    Optional<Path> file() {
        return file;
    }

    /** Whether there is room for that many bytes more of what the file does not spell out. */
    boolean affords(long bytes) {
        if (bytes > LARGEST_DENSE - dense) {
            return false;
        }
        dense += bytes;
        return true;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /**
     * A weight whose numbers are in another file ({@code TensorProto.external_data}).
     *
     * @param entries location, and perhaps offset and length
     */
    Weight external(TensorHeader tensor, Map<String, String> entries) {
        long at = tensor.at();
        Path data = locate(entries.getOrDefault("location", ""), at);
        long offset = number(entries.getOrDefault("offset", "0"), at);
        long bytes = tensor.bytes();
        long length = number(entries.getOrDefault("length", Long.toString(bytes)), at);
        if (length != bytes) {
            throw new MalformedModelException(
                    "weight " + tensor.name() + " takes " + bytes + " bytes, but its external data has " + length, at);
        }
        long size = size(data, at);
        if (offset > size - bytes) {
            throw new MalformedModelException(
                    "weight " + tensor.name() + " lies outside of " + data + ", which has " + size + " bytes", at);
        }
        return new Weight.InFile(tensor.name(), tensor.type(), tensor.shape(), data, offset);
    }

    private Path locate(String location, long at) {
        try {
            Path relative = Path.of(location);
            Path data = folder.resolve(relative).normalize();
            if (location.isEmpty() || relative.isAbsolute() || !data.startsWith(folder.normalize())) {
                throw new MalformedModelException("external data leaves the model's folder: '" + location + "'", at);
            }
            Path real = data.toRealPath();
            if (roots.stream().noneMatch(real::startsWith) || !Files.isRegularFile(real)) {
                throw new MalformedModelException("external data is no file in the model's folder: " + location, at);
            }
            return data;
        } catch (InvalidPathException | IOException e) {
            throw new MalformedModelException("external data cannot be found: '" + location + "' (" + e + ")", at);
        }
    }

    private static long size(Path data, long at) {
        try {
            return Files.size(data);
        } catch (IOException e) {
            throw new MalformedModelException("external data cannot be read: " + data + " (" + e + ")", at);
        }
    }

    private static long number(String digits, long at) {
        try {
            long number = Long.parseLong(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new MalformedModelException("external data has the offset or length '" + digits + "'", at);
        }
        throw new MalformedModelException("external data has the negative offset or length " + digits, at);
    }
}
