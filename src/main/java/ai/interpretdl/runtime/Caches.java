package ai.interpretdl.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/** What outlives a process, in {@code ~/.cache/interpretdl} (or {@code $XDG_CACHE_HOME/interpretdl}). */
final class Caches {
    /** A system property: another folder for programs, or {@code off}. */
    private static final String PROPERTY = "interpretdl.programs";
    /** The same in the environment. */
    private static final String VARIABLE = "INTERPRETDL_PROGRAMS";

    private Caches() {}

    static Path folder() {
        String home = System.getenv("XDG_CACHE_HOME");
        Path caches =
                home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return caches.resolve("interpretdl");
    }

    /** Programs for a device; none when they are switched off, or when nobody can tell one build of this library from another. */
    static Optional<ProgramStore> programs(Device device) {
        String place = Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .orElseGet(() -> folder().resolve("programs").toString());
        return place.equals("off") ? Optional.empty() : programs(device, Path.of(place));
    }

    static Optional<ProgramStore> programs(Device device, Path folder) {
        return Build.NAME.map(
                build -> new ProgramStore(folder, device + " " + build + " " + runtime(), ProgramStore.MOST_BYTES));
    }

    private static String runtime() {
        NativeLibraries.prepare();
        return OrtEnvironment.getEnvironment().getVersion();
    }

    private static final class Build {
        /** Size and time of this library's jar; of a folder of classes the time of the newest. */
        private static final Optional<String> NAME = name();

        private static Optional<String> name() {
            CodeSource source = Caches.class.getProtectionDomain().getCodeSource();
            try {
                return source == null || source.getLocation() == null
                        ? Optional.empty()
                        : Optional.of(state(Path.of(source.getLocation().toURI())));
            } catch (IOException | URISyntaxException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static String state(Path place) throws IOException {
            long newest = 0;
            long bytes = 0;
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
                    bytes += Files.size(file);
                }
            }
            return bytes + " " + newest;
        }
    }
}
