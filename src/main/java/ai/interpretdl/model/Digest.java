package ai.interpretdl.model;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Origin;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of a file. */
final class Digest {
    private Digest() {}

    static String of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha = sha256();
            new DigestInputStream(in, sha).transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** That of a file with some of its weights replaced. */
    static String of(String file, Map<String, Tensor> weights) {
        MessageDigest sha = sha256();
        sha.update(file.getBytes(StandardCharsets.UTF_8));
        new TreeMap<>(weights).forEach((name, tensor) -> {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            sha.update(tensor.bytes());
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Of a model with these weights; a file of external data is told by its size and time. */
    static Origin origin(String digest, Path file, Graph graph) {
        Path place = file.toAbsolutePath();
        Stream<Path> data = graph.weights().stream()
                .filter(Weight.InFile.class::isInstance)
                .map(weight -> ((Weight.InFile) weight).file())
                .filter(other -> !other.equals(place))
                .distinct();
        List<String> files = Stream.concat(Stream.of(place.getFileName().toString()), data.map(Digest::state))
                .toList();
        return new Origin(digest, Objects.requireNonNullElse(place.getParent(), place), files);
    }

    private static String state(Path file) {
        try {
            return file + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
