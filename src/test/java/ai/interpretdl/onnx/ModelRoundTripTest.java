package ai.interpretdl.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read and written again is the same model, and means the same to ONNX Runtime. */
class ModelRoundTripTest {
    @TempDir
    Path folder;

    static List<Path> models() {
        return Models.all().toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void writtenModelsReadAsBefore(Path file) {
        Model model = ModelReader.read(file);
        Path copy = folder.resolve("copy.onnx");
        ModelWriter.write(model, copy);
        assertThat(loaded(ModelReader.read(copy))).isEqualTo(loaded(model));
        assertThat(loaded(ModelReader.read(ByteBuffer.wrap(ModelWriter.bytes(model)), folder)))
                .isEqualTo(loaded(model));
    }

    @ParameterizedTest
    @MethodSource("models")
    void rewrittenModelsComputeTheSame(Path file) throws OrtException {
        Model model = ModelReader.read(file);
        Map<String, Tensor> inputs = inputs(model.graph());
        Map<String, Tensor> expected = Ort.run(file, inputs);
        assertThat(Ort.run(ModelWriter.bytes(model), folder, inputs)).isEqualTo(expected);
        byte[] referring = ModelWriter.referring(model, Models.FOLDER);
        assertThat(Ort.run(referring, Models.FOLDER, inputs)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("models")
    void largeModelsHaveTheirWeightsBeside(Path file) throws OrtException, IOException {
        Model model = ModelReader.read(file);
        Path copy = folder.resolve("large.onnx");
        ModelWriter.write(model, copy, 50_000);
        assertThat(Files.size(copy)).isLessThan(Files.size(file) / 2);
        assertThat(Files.exists(folder.resolve("large.onnx.data"))).isTrue();
        assertThat(loaded(ModelReader.read(copy))).isEqualTo(loaded(model));
        Map<String, Tensor> inputs = inputs(model.graph());
        assertThat(Ort.run(copy, inputs)).isEqualTo(Ort.run(file, inputs));
    }

    @ParameterizedTest
    @MethodSource("models")
    void modelsMayBeWrittenOverThemselves(Path file) throws IOException {
        Path copy = Files.copy(file, folder.resolve("self.onnx"));
        Model model = ModelReader.read(copy);
        ModelWriter.write(model, copy);
        assertThat(loaded(ModelReader.read(copy))).isEqualTo(loaded(ModelReader.read(file)));
        assertThat(folder).isDirectoryContaining("glob:**self.onnx").isDirectoryNotContaining("glob:**/.self*");
    }

    private static Model loaded(Model model) {
        Graph graph = model.graph();
        List<Weight> weights = graph.weights().stream()
                .map(weight -> (Weight) new Weight.Inline(weight.name(), weight.load()))
                .toList();
        Graph loaded = new Graph(graph.name(), graph.inputs(), graph.outputs(), weights, graph.nodes(), graph.values());
        return new Model(
                model.irVersion(), model.producer(), model.opsets(), loaded, model.functions(), model.metadata());
    }

    /** Seeded numbers for whatever a model wants: pixels or token ids. */
    private static Map<String, Tensor> inputs(Graph graph) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (ValueInfo input : graph.inputs()) {
            if (graph.weights().stream().noneMatch(weight -> weight.name().equals(input.name()))) {
                inputs.put(input.name(), input(input));
            }
        }
        return inputs;
    }

    private static Tensor input(ValueInfo input) {
        long[] dims = input.dims().orElseThrow().stream()
                .mapToLong(dim -> dim instanceof Dim.Known known ? known.length() : 2)
                .toArray();
        Random random = new Random(7);
        return input.type() == ElementType.FLOAT
                ? Tensor.of(floats(random, dims), dims)
                : Tensor.of(random.longs(Shape.of(dims).size(), 0, 2).toArray(), dims);
    }

    private static float[] floats(Random random, long[] dims) {
        float[] values = new float[(int) Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
