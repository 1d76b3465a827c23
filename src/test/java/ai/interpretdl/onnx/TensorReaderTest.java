package ai.interpretdl.onnx;

import static ai.interpretdl.onnx.Proto.encoded;
import static ai.interpretdl.onnx.Proto.floats;
import static ai.interpretdl.onnx.Proto.model;
import static ai.interpretdl.onnx.Proto.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All the ways in which a file may hold the numbers of a tensor. */
class TensorReaderTest {
    private static final int FLOAT = 1;

    @TempDir
    Path folder;

    @Test
    void weightsBeyondTwoGibibytesAreReached() throws IOException {
        // A hole in a sparse file stands for the numbers of the large weight, so that they take no space.
        long hole = 5L << 29;
        byte[] large = joined(encoded(tensor(FLOAT, hole / 4).text(8, "large")), prefix(9, hole));
        byte[] small = encoded(
                new Encoder().message(5, tensor(FLOAT, 100).text(8, "small").bytes(9, new byte[400])));
        byte[] graph = joined(prefix(5, large.length + hole), large);
        byte[] head = joined(prefix(7, graph.length + hole + small.length), graph);
        Path file = folder.resolve("large.onnx");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(head);
            out.seek(head.length + hole);
            small[small.length - 1] = 7;
            out.write(small);
        }
        List<Weight> weights = ModelReader.read(file).graph().weights();
        assertThat(weights).extracting(Weight::name).containsExactly("large", "small");
        assertThat(((Weight.InFile) weights.get(1)).offset()).isEqualTo(Files.size(file) - 400);
        assertThat(weights.get(1).load().bytes().get(399)).isEqualTo((byte) 7);
    }

    /** A field's tag and length. */
    private static byte[] prefix(int field, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(field << 3 | 2);
        for (long rest = length; ; rest >>>= 7) {
            out.write((int) (rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
            if (rest <= 0x7f) {
                return out.toByteArray();
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UNDEFINED",
                "FLOAT",
                "DOUBLE",
                "INT64",
                "UINT64",
                "UINT32",
                "STRING",
                "COMPLEX64",
                "COMPLEX128",
            },
            mode = EnumSource.Mode.EXCLUDE)
    void smallIntegersComeAsVarints(ElementType type) {
        long count = LongStream.rangeClosed(3, 12)
                .filter(n -> type.bytes(n) == 3 * type.bytes(1))
                .findFirst()
                .orElseThrow();
        Encoder packed = tensor(type.code(), count).packed(5, List.of(1L, -1L, 5L));
        byte[] bytes = bytesOf(weight(packed));
        int width = (int) type.bytes(1);
        assertThat(bytes).hasSize(3 * width);
        assertThat(bytes[0]).isEqualTo((byte) 1);
        assertThat(bytes[2 * width - 1]).isEqualTo((byte) -1);
        assertThat(bytes[2 * width]).isEqualTo((byte) 5);
    }

    @Test
    void listsMayBePackedOrNot() {
        Encoder message = tensor(FLOAT, 4).float32(4, 1).float32(4, 2).message(4, floats(3, 4));
        assertThat(weight(message).load().floats()).containsExactly(1, 2, 3, 4);
        Encoder longs = tensor(ElementType.INT64.code(), 3).integer(7, -1).packed(7, List.of(2L, Long.MAX_VALUE));
        assertThat(weight(longs).load().longs()).containsExactly(-1, 2, Long.MAX_VALUE);
        Encoder unsigned = tensor(ElementType.UINT32.code(), 1).packed(11, List.of(0xffffffffL));
        assertThat(weight(unsigned).load().longs()).containsExactly(0xffffffffL);
    }

    @Test
    void numbersThatLieInTheFileAsATensorHasThemStayThere() throws IOException {
        Encoder message = tensor(FLOAT, 100).message(4, floats(new float[100])).text(8, "typed");
        Path file = folder.resolve("typed.onnx");
        Files.write(file, encoded(model(new Encoder().message(5, message))));
        assertThat(ModelReader.read(file).graph().weights().get(0)).isInstanceOf(Weight.InFile.class);
    }

    @Test
    void sparseWeightsBecomeDense() {
        Encoder values = tensor(FLOAT, 2).text(8, "sparse").message(4, floats(5, 7));
        Encoder linear = tensor(7, 2).packed(7, List.of(1L, 5L));
        Encoder byAxis = tensor(7, 2, 2).packed(7, List.of(0L, 1L, 1L, 2L));
        for (Encoder indices : List.of(linear, byAxis)) {
            Encoder sparse =
                    new Encoder().message(1, values).message(2, indices).packed(3, List.of(2L, 3L));
            Weight weight =
                    read(new Encoder().message(15, sparse)).graph().weights().get(0);
            assertThat(weight).isEqualTo(new Weight.Inline("sparse", Tensor.of(new float[] {0, 5, 0, 0, 0, 7}, 2, 3)));
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 3000000000", "6, 3", "-1, 4", "9, 9"})
    void sparseWeightsOutOfBoundsAreRefused(long index, long length) {
        Encoder values = tensor(FLOAT, 1).message(4, floats(5));
        Encoder indices = tensor(7, 1).packed(7, List.of(index));
        Encoder sparse = new Encoder().message(1, values).message(2, indices).packed(3, List.of(length));
        assertThatThrownBy(() -> read(new Encoder().message(15, sparse))).isInstanceOf(MalformedModelException.class);
    }

    @Test
    void stringsAreRead() {
        assertThat(weight(tensor(8, 2).text(6, "à").text(6, "")).load()).isEqualTo(Tensor.of(List.of("à", ""), 2));
        assertThatThrownBy(() -> weight(tensor(8, 3).text(6, "a"))).isInstanceOf(MalformedModelException.class);
    }

    @Test
    void impossibleTensorsAreRefused() {
        List<Encoder> tensors = List.of(
                tensor(FLOAT, -1),
                tensor(FLOAT, 1L << 62, 1L << 62).bytes(9, new byte[4]),
                tensor(FLOAT, 1L << 40).bytes(9, new byte[4]),
                tensor(6, 1L << 40).packed(5, List.of(1L)),
                tensor(FLOAT, 2),
                tensor(0, 1).bytes(9, new byte[4]),
                tensor(99, 1).bytes(9, new byte[4]),
                tensor(7, 1).packed(7, List.of(1L, 2L)),
                tensor(FLOAT, 1).message(4, floats(1)).message(4, floats(2)),
                tensor(FLOAT, 1).bytes(9, new byte[4]).message(3, new Encoder()));
        for (Encoder tensor : tensors) {
            assertThatThrownBy(() -> weight(tensor))
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageContaining("at byte");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 10})
    void windowsDoNotShow(int strideBits) {
        byte[] bytes = new byte[1000];
        new Random(3).nextBytes(bytes);
        Bytes windows = Bytes.of(ByteBuffer.wrap(bytes), strideBits);
        for (int at = 0; at < bytes.length; at++) {
            int length = Math.min(windows.longest(), bytes.length - at);
            assertThat(windows.at(at)).isEqualTo(bytes[at]);
            assertThat(windows.slice(at, length)).isEqualTo(ByteBuffer.wrap(bytes, at, length));
        }
    }

    private Weight weight(Encoder tensor) {
        return read(new Encoder().message(5, tensor)).graph().weights().get(0);
    }

    private static byte[] bytesOf(Weight weight) {
        ByteBuffer view = weight.load().bytes();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    private Model read(Encoder graph) {
        return ModelReader.read(ByteBuffer.wrap(encoded(model(graph))), folder);
    }
}
