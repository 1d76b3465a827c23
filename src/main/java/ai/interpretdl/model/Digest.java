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

/** SHA-256 of models. */
final class Digest {
    private Digest() {}

    /** Of a model's file, and of the files of external data that its weights lie in. */
    static String of(Path file, Graph graph) {
        List<Path> data = dataFiles(file, graph);
        if (data.isEmpty()) {
            return of(file);
        }
        MessageDigest sha = sha256();
        Stream.concat(Stream.of(file), data.stream())
                .forEach(each -> sha.update(of(each).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha.digest());
    }

    private static String of(Path file) {
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

    /** Of a model with these weights. */
    static Origin origin(String digest, Path file, Graph graph) {
        Path place = file.toAbsolutePath();
        List<String> files = Stream.concat(Stream.of(place), dataFiles(file, graph).stream())
                .map(Path::toString)
                .toList();
        return new Origin(digest, Objects.requireNonNullElse(place.getParent(), place), files);
    }

    /** In an order that does not change from run to run. */
    private static List<Path> dataFiles(Path file, Graph graph) {
        Path place = file.toAbsolutePath();
        return graph.weights().stream()
                .filter(Weight.InFile.class::isInstance)
                .map(weight -> ((Weight.InFile) weight).file())
                .filter(other -> !other.equals(place))
                .distinct()
                .sorted()
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
