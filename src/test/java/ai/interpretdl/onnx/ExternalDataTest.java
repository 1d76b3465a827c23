package ai.interpretdl.onnx;

import static ai.interpretdl.onnx.Proto.encoded;
import static ai.interpretdl.onnx.Proto.model;
import static ai.interpretdl.onnx.Proto.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights in files beside the model, and those that are not let near other files. */
class ExternalDataTest {
    private static final int FLOAT = 1;

    @TempDir
    Path folder;

    @Test
    void externalDataIsFound() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.write(folder.resolve("data/w.bin"), new byte[] {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3f});
        assertThat(external("data/w.bin", "4", "4").load()).isEqualTo(Tensor.of(new float[] {1}, 1));
        assertThat(external("./data/../data/w.bin", "4", "4").load().floats()).containsExactly(1);
    }

    /** Where a number of 32 bits no longer tells the place; the file is mostly a hole and takes no room. */
    @Test
    void weightsMayLieBehindTheFirstFourGigabytes() throws IOException {
        long offset = (1L << 32) + 4096;
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("w.bin").toFile(), "rw")) {
            file.seek(offset);
            file.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
        }
        assertThat(external("w.bin", Long.toString(offset), "4").load().floats())
                .containsExactly(1);
        assertThatThrownBy(() -> external("w.bin", Long.toString(offset), "8"))
                .isInstanceOf(MalformedModelException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "w.bin, 4, 8", "w.bin, 5, 4", "w.bin, -4, 4", "w.bin, 9223372036854775807, 4", "w.bin, x, 4", "none.bin, 0, 4",
        "../secret.bin, 0, 4", "data/../../secret.bin, 0, 4", "link.bin, 0, 4", "linked/secret.bin, 0, 4", "data, 0, 4",
                "'', 0, 4"
    })
    void externalDataOutsideOfTheFolderOrItsFileIsRefused(String location, String offset, String length)
            throws IOException {
        Path secret = Files.write(folder.resolve("secret.bin"), new byte[8]);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.write(home.resolve("w.bin"), new byte[8]);
        Files.createDirectory(home.resolve("data"));
        Files.createSymbolicLink(home.resolve("link.bin"), secret);
        Files.createSymbolicLink(home.resolve("linked"), folder);
        assertThatThrownBy(() -> external(home, location, offset, length)).isInstanceOf(MalformedModelException.class);
        assertThatThrownBy(() -> external(home, secret.toAbsolutePath().toString(), "0", "4"))
                .isInstanceOf(MalformedModelException.class);
        assertThat(external(home, "w.bin", "0", "4").load().floats()).containsExactly(0);
    }

    @Test
    void linkedModelsFindTheirDataWhereTheyReallyLie() throws IOException {
        Path blobs = Files.createDirectory(folder.resolve("blobs"));
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.write(blobs.resolve("1"), encoded(model(externalTensor("w.bin", "0", "4"))));
        Files.write(blobs.resolve("2"), new byte[4]);
        Files.createSymbolicLink(home.resolve("m.onnx"), blobs.resolve("1"));
        Files.createSymbolicLink(home.resolve("w.bin"), blobs.resolve("2"));
        assertThat(ModelReader.read(home.resolve("m.onnx"))
                        .graph()
                        .weights()
                        .get(0)
                        .load()
                        .floats())
                .containsExactly(0);
    }

    private Weight external(String location, String offset, String length) throws IOException {
        return external(folder, location, offset, length);
    }

    private static Weight external(Path folder, String location, String offset, String length) throws IOException {
        Path file = Files.write(folder.resolve("m.onnx"), encoded(model(externalTensor(location, offset, length))));
        return ModelReader.read(file).graph().weights().get(0);
    }

    private static Encoder externalTensor(String location, String offset, String length) {
        Encoder tensor = tensor(FLOAT, 1).integer(14, 1);
        Map.of("location", location, "offset", offset, "length", length)
                .forEach((key, value) ->
                        tensor.message(13, new Encoder().text(1, key).text(2, value)));
        return new Encoder().message(5, tensor);
    }
}
