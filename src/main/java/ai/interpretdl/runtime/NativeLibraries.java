package ai.interpretdl.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ONNX Runtime's native libraries, unpacked from its jar once a machine instead of once a start (a quarter of a second each).
 *
 * <p>The CUDA provider, more than half a gigabyte, is unpacked only where NVIDIA's driver library is found.
 */
public final class NativeLibraries {
    private static final String PROPERTY = "onnxruntime.native.path";
    private static final String FOLDER = "/ai/onnxruntime/native/";
    private static final List<String> NEEDED = List.of("onnxruntime", "onnxruntime4j_jni");
    private static final String SHARED = "onnxruntime_providers_shared";
    private static final String CUDA = "onnxruntime_providers_cuda";
    private static final Path LINKER_CACHE = Path.of("/etc/ld.so.cache");
    private static final List<String> DRIVER_FOLDERS = List.of("/usr/lib/wsl/lib", "/usr/local/nvidia/lib64");

    private NativeLibraries() {}

    /**
     * Unpacks what is not there yet and tells ONNX Runtime where it lies. To be called before any class of ONNX Runtime is used;
     * a folder named by the system property {@code onnxruntime.native.path} is taken as it is.
     *
     * @param cache a folder that outlives the process; several processes may prepare it at the same time
     * @return the folder of the libraries
     * @throws IllegalStateException when ONNX Runtime's jar is not on the class path, or has no libraries for this platform
     * @throws UncheckedIOException when they cannot be written
     */
    public static synchronized Path prepare(Path cache) {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given);
        }
        Path folder = unpack(cache, cudaDriver().isPresent());
        System.setProperty(PROPERTY, folder.toString());
        return folder;
    }

    /** {@link #prepare(Path)} with {@code ~/.cache/interpretdl} (or {@code $XDG_CACHE_HOME/interpretdl}). */
    public static Path prepare() {
        return prepare(Caches.folder());
    }

    /**
     * Where the loader would find NVIDIA's driver library: in {@code LD_LIBRARY_PATH}, the loader's cache, or where containers
     * mount it. Without it the CUDA provider cannot load.
     *
     * @return what tells of the library: itself, or the loader's cache that lists it
     */
    public static Optional<Path> cudaDriver() {
        String name = windows() ? "nvcuda.dll" : "libcuda.so.1";
        Stream<String> searched = Stream.of(
                        System.getenv(windows() ? "PATH" : "LD_LIBRARY_PATH"), System.getProperty("java.library.path"))
                .filter(path -> path != null)
                .flatMap(path -> Stream.of(path.split(System.getProperty("path.separator"))));
        return Stream.concat(searched, DRIVER_FOLDERS.stream())
                .filter(place -> !place.isBlank())
                .map(place -> Path.of(place).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .or(() -> lists(LINKER_CACHE, name) ? Optional.of(LINKER_CACHE) : Optional.empty());
    }

    static boolean lists(Path cache, String library) {
        if (!Files.isReadable(cache)) {
            return false;
        }
        try {
            // The cache is binary, its names are ASCII and end in a zero byte.
            return new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1).contains(library + '\0');
        } catch (IOException e) {
            throw new UncheckedIOException(cache + " cannot be read", e);
        }
    }

    static Path unpack(Path cache, boolean withDriver) {
        Path folder = cache.resolve(jar() + "-" + platform());
        List<String> wanted = withDriver ? List.of(SHARED, CUDA) : List.of(SHARED);
        try {
            Files.createDirectories(folder);
            for (String library : NEEDED) {
                unpack(library, needed(library), folder);
            }
            for (String library : wanted) {
                Optional<URL> resource = resource(library);
                if (resource.isPresent()) {
                    unpack(library, resource.get(), folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the native libraries cannot be unpacked to " + folder, e);
        }
        return folder;
    }

    /** Writes beside the target and renames, so that nobody ever loads half a library. */
    private static void unpack(String library, URL resource, Path folder) throws IOException {
        Path target = folder.resolve(System.mapLibraryName(library));
        if (Files.exists(target)) {
            return;
        }
        Path part = Files.createTempFile(folder, library, ".part");
        try (InputStream content = resource.openStream()) {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Optional<URL> resource(String library) {
        return Optional.ofNullable(NativeLibraries.class.getResource(name(library)));
    }

    private static URL needed(String library) {
        return resource(library)
                .orElseThrow(() -> new IllegalStateException("no " + name(library) + " on the class path: put the jar"
                        + " onnxruntime_gpu there, or onnxruntime on a platform that it does not serve, or set -D"
                        + PROPERTY + " to a folder of libraries"));
    }

    private static String name(String library) {
        return FOLDER + platform() + "/" + System.mapLibraryName(library);
    }

    /** The jar's name without suffix, such as {@code onnxruntime_gpu-1.29.0}: two versions must not meet in a folder. */
    private static String jar() {
        String place = needed("onnxruntime").getPath();
        String jar = place.substring(0, Math.max(0, place.indexOf("!/")));
        return jar.isEmpty()
                ? "onnxruntime"
                : jar.substring(jar.lastIndexOf('/') + 1).replaceFirst("\\.jar$", "");
    }

    /** The platform's name as ONNX Runtime's jar writes it. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") || os.contains("darwin") ? "osx" : windows() ? "win" : "linux";
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }

    private static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("win");
    }
}
