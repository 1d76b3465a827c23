package ai.interpretdl.text;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Rust library "tokenizers", found or unpacked once a machine.
 *
 * <p>First the file that {@code RUST_LIBRARY_PATH} names (system property or environment variable, as all names here); then one beside
 * the native libraries of ONNX Runtime, where {@code onnxruntime.native.path} names a folder; else the jar's, unpacked to
 * {@code ENGINE_CACHE_DIR}, by default {@code ~/.cache/interpretdl}.
 */
final class NativeTokenizers {
    private static final String FILE = "RUST_LIBRARY_PATH";
    private static final String CACHE = "ENGINE_CACHE_DIR";

    private NativeTokenizers() {}

    /** @throws RuntimeException when the library cannot be loaded, with the reason */
    static TokenizersLibrary load() {
        if (setting(FILE).isEmpty()) {
            besideOnnxRuntime().ifPresent(file -> System.setProperty(FILE, file.toString()));
        }
        if (Stream.of(CACHE, "DJL_CACHE_DIR").allMatch(name -> setting(name).isEmpty())) {
            System.setProperty(CACHE, cache().toString());
        }
        if (setting("RUST_FLAVOR").isEmpty()) {
            // On a machine with a GPU the default is to download a CUDA build, which cuts text no faster.
            System.setProperty("RUST_FLAVOR", "cpu");
        }
        LibUtils.checkStatus();
        return TokenizersLibrary.LIB;
    }

    private static Optional<Path> besideOnnxRuntime() {
        return setting("onnxruntime.native.path")
                .map(folder -> Path.of(folder).resolve(System.mapLibraryName("tokenizers")))
                .filter(Files::isRegularFile);
    }

    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        Path caches = setting("XDG_CACHE_HOME").map(Path::of).orElse(home.resolve(".cache"));
        Path parent = Files.isWritable(home) || Files.isWritable(caches)
                ? caches
                : Path.of(System.getProperty("java.io.tmpdir"));
        return parent.resolve("interpretdl");
    }

    private static Optional<String> setting(String name) {
        return Stream.of(Optional.ofNullable(System.getenv(name)), Optional.ofNullable(System.getProperty(name)))
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
