package ai.interpretdl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose weights lie partly in its own file, partly in a folder below. */
class ScatteredWeightsTest {
    /** Large enough for its weights to stay in their files. */
    private static final int WIDTH = 48;

    @TempDir
    Path folder;

    private Path data;

    private Path written() throws IOException {
        data = Files.createDirectory(folder.resolve("data")).resolve("second.bin");
        twos(1);
        Shape square = Shape.of(WIDTH, WIDTH);
        Graph graph = new Graph(
                "scattered",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, WIDTH)),
                List.of(ValueInfo.of("y", ElementType.FLOAT, 1, WIDTH)),
                List.of(
                        new Weight.InFile("second", ElementType.FLOAT, square, data, 0),
                        new Weight.Inline("first", Tensor.full(square, 3))),
                List.of(
                        Node.of("MatMul", List.of("x", "first"), List.of("h"), Map.of()),
                        Node.of("MatMul", List.of("h", "second"), List.of("y"), Map.of())),
                List.of());
        var model = new ai.interpretdl.onnx.Model(8, "test", Map.of("", 18L), graph, List.of(), Map.of());
        return Files.write(folder.resolve("scattered.onnx"), ModelWriter.referring(model, folder));
    }

    /** The numbers of the second weight, all the same. */
    private void twos(float times) throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(4 * WIDTH * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            numbers.putFloat(2 * times);
        }
        Files.write(data, numbers.array());
    }

    private static Explanation explained(Path file) {
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            Question question =
                    Question.of(Map.of("x", Tensor.full(Shape.of(1, WIDTH), 1))).about(Target.ofClass(0));
            return new Saliency(false).interpret(model, question);
        }
    }

    private static float[] slopes(float slope) {
        float[] slopes = new float[WIDTH];
        Arrays.fill(slopes, slope);
        return slopes;
    }

    @Test
    void isExplained() throws IOException {
        assertThat(explained(written()).attributions().floats()).containsExactly(slopes(3 * 2 * WIDTH));
    }

    @Test
    void isAnotherModelWithOtherData() throws IOException {
        Path file = written();
        Explanation before = explained(file);
        twos(5);
        Explanation after = explained(file);
        assertThat(after.attributions().floats()).containsExactly(slopes(5 * 3 * 2 * WIDTH));
        assertThat(after.quality().modelDigest()).isNotEqualTo(before.quality().modelDigest());
        assertThat(after.quality().answerId()).isNotEqualTo(before.quality().answerId());
    }
}
