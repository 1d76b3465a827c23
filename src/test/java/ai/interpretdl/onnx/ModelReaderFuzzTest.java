package ai.interpretdl.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files are either read or refused; nothing else happens to them, and it takes no long time. */
class ModelReaderFuzzTest {
    private static final int MUTATIONS = 250;

    /** Whole models, and models without their large weights, in which every mutation hits the structure. */
    static Stream<byte[]> models() throws IOException {
        List<byte[]> models = new ArrayList<>();
        for (String name : List.of("fashion-cnn", "textcnn")) {
            models.add(Files.readAllBytes(Models.FOLDER.resolve(name + ".onnx")));
        }
        for (Path file : Models.all().toList()) {
            models.add(ModelWriter.referring(ModelReader.read(file), Models.FOLDER));
        }
        models.add(ModelWriter.bytes(ModelReaderTest.everyKind()));
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void damagedModelsAreReadOrRefused(byte[] model) {
        Random random = new Random(2023);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            refused += isRefused(mutation(random, model)) ? 1 : 0;
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS);
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            Model model = ModelReader.read(ByteBuffer.wrap(bytes), Models.FOLDER);
            model.graph().weights().forEach(ModelReaderFuzzTest::touch);
            return false;
        } catch (MalformedModelException e) {
            assertThat(e.offset()).isBetween(0L, (long) bytes.length);
            return true;
        }
    }

    private static void touch(Weight weight) {
        Tensor tensor = weight.load();
        assertThat(tensor.shape()).isEqualTo(weight.shape());
    }

    private static byte[] mutation(Random random, byte[] model) {
        return switch (random.nextInt(5)) {
            case 0 -> flipped(random, model);
            case 1 -> Arrays.copyOf(model, random.nextInt(model.length));
            case 2 -> inflated(random, model);
            case 3 -> spliced(random, model);
            default -> flipped(random, spliced(random, inflated(random, model)));
        };
    }

    private static byte[] flipped(Random random, byte[] model) {
        byte[] copy = model.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** A number, perhaps a length, becomes one of up to ten bytes with all bits set. */
    private static byte[] inflated(Random random, byte[] model) {
        byte[] copy = model.clone();
        int at = random.nextInt(copy.length);
        int end = Math.min(copy.length, at + random.nextInt(10));
        Arrays.fill(copy, at, end, (byte) 0xff);
        if (end < copy.length) {
            copy[end] = (byte) random.nextInt(128);
        }
        return copy;
    }

    /** A stretch is repeated or left out, or another one takes its place. */
    private static byte[] spliced(Random random, byte[] model) {
        int[] cuts = random.ints(4, 0, Math.min(model.length, 1 << 16)).sorted().toArray();
        byte[] head = Arrays.copyOf(model, cuts[random.nextInt(4)]);
        byte[] middle = Arrays.copyOfRange(model, cuts[1], cuts[2]);
        byte[] tail = Arrays.copyOfRange(model, cuts[random.nextInt(4)], model.length);
        return ByteBuffer.allocate(head.length + middle.length + tail.length)
                .put(head)
                .put(middle)
                .put(tail)
                .array();
    }
}
