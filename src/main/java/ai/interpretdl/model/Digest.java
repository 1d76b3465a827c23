package ai.interpretdl.model;

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
import java.util.Map;
import java.util.TreeMap;

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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
