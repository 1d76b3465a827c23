package ai.interpretdl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the names are those of Linux")
class NativeLibrariesTest {
    @TempDir
    private Path cache;

    @Test
    void unpacksTheBytesOfTheJarAndNothingHalfDone() throws IOException {
        Path folder = NativeLibraries.unpack(cache, false);

        assertThat(folder.getFileName().toString())
                .startsWith("onnxruntime_gpu-")
                .contains("-linux-", "1.");
        assertThat(names(folder))
                .containsExactlyInAnyOrder(
                        "libonnxruntime.so", "libonnxruntime4j_jni.so", "libonnxruntime_providers_shared.so");
        try (InputStream expected =
                NativeLibraries.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so")) {
            assertThat(folder.resolve("libonnxruntime4j_jni.so")).hasBinaryContent(expected.readAllBytes());
        }
    }

    @Test
    void aSecondProcessTakesWhatTheFirstUnpacked() throws IOException {
        Path library = NativeLibraries.unpack(cache, false).resolve("libonnxruntime.so");
        Files.setLastModifiedTime(library, FileTime.fromMillis(0));

        NativeLibraries.unpack(cache, false);

        assertThat(Files.getLastModifiedTime(library)).isEqualTo(FileTime.fromMillis(0));
    }

    @Test
    void whatIsMissingIsUnpackedAgain() throws IOException {
        Path library = NativeLibraries.unpack(cache, false).resolve("libonnxruntime4j_jni.so");
        Files.delete(library);

        assertThat(NativeLibraries.unpack(cache, false).resolve("libonnxruntime4j_jni.so"))
                .exists();
    }

    @Test
    void aDriverIsFoundInTheLoadersCacheByItsWholeName() throws IOException {
        Path list = Files.writeString(
                cache.resolve("ld.so.cache"), "x\0libcuda.so.12.2\0libc.so.6\0", StandardCharsets.ISO_8859_1);
        assertThat(NativeLibraries.lists(list, "libcuda.so.1")).isFalse();
        assertThat(NativeLibraries.lists(list, "libc.so.6")).isTrue();
        assertThat(NativeLibraries.lists(cache.resolve("none"), "libc.so.6")).isFalse();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
