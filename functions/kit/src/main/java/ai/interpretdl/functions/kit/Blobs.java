package ai.interpretdl.functions.kit;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Bytes that a request brings along in base64, or refers to by a {@code file:} URI within one of the allowed folders.
 *
 * @param roots the allowed folders
 * @param limit the most bytes that one blob may have
 */
public record Blobs(List<Path> roots, long limit) {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n";

    public Blobs {
        roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /**
     * The bytes behind a field's value.
     *
     * @throws Refusal 400 when it is neither base64 nor an allowed file, 404 when there is no such file, 413 when it is too large
     */
    public byte[] read(String field, String value) {
        if (value.isBlank()) {
            throw Refusal.of(field, "is empty");
        }
        int colon = value.indexOf(':');
        return colon < 0 ? decode(field, value) : referred(field, value, value.substring(0, colon));
    }

    private byte[] decode(String field, String value) {
        if (value.length() / 4 * 3 > limit) {
            throw Refusal.of(413, field + " has more than the " + limit + " bytes that are taken here");
        }
        try {
            return Base64.getMimeDecoder().decode(checked(field, value));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(field, "is no base64: " + e.getMessage());
        }
    }

    /** The MIME decoder takes line ends, and skips whatever it does not know; that must be said instead. */
    private static String checked(String field, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean known = BASE64.indexOf(c) >= 0;
            if (!known) {
                throw Refusal.of(field, "is no base64: it has '" + c + "' at " + i);
            }
        }
        return value;
    }

    private byte[] referred(String field, String value, String scheme) {
        if (!scheme.toLowerCase(Locale.ROOT).equals("file")) {
            throw Refusal.of(field, "has the scheme " + scheme + ":, only file: and base64 are taken here");
        }
        Path file = allowed(field, value);
        try {
            if (Files.size(file) > limit) {
                throw Refusal.of(413, field + " refers to more than the " + limit + " bytes that are taken here");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Refusal.of(404, field + " refers to a file that cannot be read");
        }
    }

    /** Symbolic links are followed first, so that none leads out of the allowed folders. */
    private Path allowed(String field, String value) {
        Path named = path(field, value);
        if (!within(named, roots)) {
            throw Refusal.of(field, "refers to a file outside the folders that may be read here");
        }
        try {
            Path real = named.toRealPath();
            if (!within(real, realRoots()) || !Files.isRegularFile(real)) {
                throw Refusal.of(field, "refers to a file outside the folders that may be read here, or to no file");
            }
            return real;
        } catch (IOException e) {
            throw Refusal.of(404, field + " refers to a file that does not exist: " + value);
        }
    }

    private static Path path(String field, String value) {
        try {
            return Path.of(new URI(value)).normalize();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw Refusal.of(field, "is no file URI such as file:///photos/cat.jpg: " + e.getMessage());
        }
    }

    private List<Path> realRoots() throws IOException {
        List<Path> real = new ArrayList<>();
        for (Path root : roots) {
            if (Files.exists(root)) {
                real.add(root.toRealPath());
            }
        }
        return real;
    }

    private static boolean within(Path file, List<Path> roots) {
        return roots.stream().anyMatch(file::startsWith);
    }
}
