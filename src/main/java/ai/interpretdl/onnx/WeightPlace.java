package ai.interpretdl.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where the numbers of weights go when a model is written. */
interface WeightPlace {
    int RAW = 9;
    int EXTERNAL_DATA = 13;
    int LOCATION = 14;

    /** Adds the numbers, or where they are, to the weight's message. */
    void put(Encoder tensor, Weight weight);

    /** Into the model itself. */
    static WeightPlace inside() {
        return (tensor, weight) -> tensor.piece(RAW, piece(weight));
    }

    /** Left where they are, below the folder; what is small or at hand goes into the model. */
    static WeightPlace referringFrom(Path folder) {
        return (tensor, weight) -> {
            if (weight instanceof Weight.InFile big && bytes(weight) > TensorReader.SMALL) {
                external(tensor, location(folder, big), big.offset(), bytes(weight));
            } else {
                tensor.piece(RAW, new Piece.InMemory(weight.load().bytes()));
            }
        };
    }

    /** Large ones into one file of external data, as whose pieces they are collected. */
    static WeightPlace beside(String dataFile, List<Piece> pieces) {
        return (tensor, weight) -> {
            if (bytes(weight) <= TensorReader.SMALL) {
                inside().put(tensor, weight);
                return;
            }
            long offset = pieces.stream().mapToLong(Piece::size).sum();
            external(tensor, dataFile, offset, bytes(weight));
            pieces.add(piece(weight));
        };
    }

    private static Piece piece(Weight weight) {
        return weight instanceof Weight.InFile file
                ? new Piece.InFile(file.file(), file.offset(), bytes(weight))
                : new Piece.InMemory(weight.load().bytes());
    }

    private static long bytes(Weight weight) {
        return weight.type().bytes(weight.shape().size());
    }

    private static void external(Encoder tensor, String location, long offset, long length) {
        entry(tensor, "location", location);
        entry(tensor, "offset", Long.toString(offset));
        entry(tensor, "length", Long.toString(length));
        tensor.integer(LOCATION, 1);
    }

    private static void entry(Encoder tensor, String key, String value) {
        tensor.message(EXTERNAL_DATA, new Encoder().text(1, key).text(2, value));
    }

    private static String location(Path folder, Weight.InFile weight) {
        Path from = folder.toAbsolutePath().normalize();
        Path to = weight.file().toAbsolutePath().normalize();
        try {
            Path relative = to.startsWith(from) ? from.relativize(to) : relative(from.toRealPath(), to.toRealPath());
            return StreamSupport.stream(relative.spliterator(), false)
                    .map(Path::toString)
                    .collect(Collectors.joining("/"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find weight " + weight.name() + ": " + e.getMessage(), e);
        }
    }

    private static Path relative(Path folder, Path file) {
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException(
                    "a model that refers to " + file + " must lie in a folder above it, not in " + folder);
        }
        return folder.relativize(file);
    }
}
