package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Conformance;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelReader;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the operator sets after the one that everything is written in, with operators that each of them changed or brought. */
class NewerOpsetsTest {
    private static final Map<String, Attribute> NONE = Map.of();

    @TempDir
    Path folder;

    /** A file's operator set, the version of the format that came with it, and its nodes, each reading what the one before writes. */
    private static final class File {
        private final long opset;
        private final long version;
        private final long[] row;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Weight> weights = new ArrayList<>();
        private String last = "x";

        File(long opset, long version, long... row) {
            this.opset = opset;
            this.version = version;
            this.row = row;
        }

        File then(String operator, Map<String, Attribute> attributes, Tensor... further) {
            List<String> inputs = new ArrayList<>(List.of(last));
            for (Tensor tensor : further) {
                inputs.add("w" + weights.size());
                weights.add(new Weight.Inline("w" + weights.size(), tensor));
            }
            return append(operator, attributes, inputs);
        }

        /** Attention of tokens to each other. */
        File thenAttention() {
            Map<String, Attribute> heads = Map.of("q_num_heads", Attribute.of(2), "kv_num_heads", Attribute.of(2));
            return append("Attention", heads, List.of(last, last, last));
        }

        private File append(String operator, Map<String, Attribute> attributes, List<String> inputs) {
            last = operator + nodes.size();
            List<String> outputs = operator.equals("TopK") ? List.of(last, "places") : List.of(last);
            nodes.add(Node.of(operator, inputs, outputs, attributes));
            return this;
        }

        Path write(Path folder) {
            List<Dim> dims = new ArrayList<>(List.of(new Dim.Symbol("N")));
            LongStream.of(row).forEach(length -> dims.add(new Dim.Known(length)));
            Graph graph = new Graph(
                    "newer",
                    List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(dims))),
                    List.of(new ValueInfo(last, ElementType.FLOAT, Optional.empty())),
                    weights,
                    nodes,
                    List.of());
            Path file = folder.resolve("opset-" + opset + ".onnx");
            var model = new ai.interpretdl.onnx.Model(version, "test", Map.of("", opset), graph, List.of(), Map.of());
            ModelWriter.write(model, file);
            return file;
        }

        Tensor rows(int count) {
            long[] dims = Shape.of(count).concat(Shape.of(row)).dims();
            return wave(dims);
        }

        @Override
        public String toString() {
            return opset + ": " + nodes.stream().map(Node::operator).toList();
        }
    }

    private static Tensor wave(long... dims) {
        int count = (int) Shape.of(dims).size();
        return Toys.tensor(1, count, i -> Math.sin(1.7 * i) + 0.1).reshape(dims);
    }

    private static Tensor ints(long... values) {
        return Tensor.of(values, values.length);
    }

    private static Map<String, Attribute> squares(String name, long side) {
        return Map.of("kernel_shape", Attribute.ofInts(2, 2), name, Attribute.ofInts(side, side));
    }

    static Stream<File> files() {
        Map<String, Attribute> dropped = Map.of("keepdims", Attribute.of(0));
        return Stream.of(
                new File(19, 9, 2, 8, 8)
                        .then("AveragePool", squares("dilations", 2))
                        .then("Pad", Map.of("mode", Attribute.of("wrap")), ints(0, 0, 1, 1, 0, 0, 2, 1))
                        .then("Reshape", NONE, ints(0, -1))
                        .then("MatMul", NONE, wave(144, 3)),
                new File(20, 9, 4, 5)
                        .then("Gelu", Map.of("approximate", Attribute.of("tanh")))
                        .then("MatMul", NONE, wave(5, 3))
                        .then("ReduceMax", dropped, ints(2)),
                new File(21, 10, 4, 3, 3)
                        .then(
                                "GroupNormalization",
                                Map.of("num_groups", Attribute.of(2)),
                                wave(4),
                                Tensor.of(new float[] {.1f, .2f, -.3f, .4f}, 4))
                        .then("Transpose", Map.of("perm", Attribute.ofInts(0, 2, 3, 1)))
                        .then("Flatten", NONE)
                        .then("Gemm", NONE, wave(36, 3)),
                new File(22, 10, 2, 7, 7)
                        .then("Conv", NONE, wave(4, 2, 3, 3))
                        .then("InstanceNormalization", NONE, wave(4), wave(4))
                        .then("HardSwish", NONE)
                        .then("MaxPool", squares("strides", 1))
                        .then("LpPool", squares("strides", 2))
                        .then("Mish", NONE)
                        .then("GlobalAveragePool", NONE)
                        .then("Flatten", NONE)
                        .then("Elu", NONE),
                new File(23, 11, 3, 8)
                        .then("RMSNormalization", NONE, wave(8))
                        .thenAttention()
                        .then("Unsqueeze", NONE, ints(1))
                        .then("Squeeze", NONE, ints(1))
                        .then("ReduceMean", dropped, ints(1)),
                new File(24, 12, 3, 8)
                        .then("Swish", Map.of("alpha", Attribute.of(1.5f)))
                        .thenAttention()
                        .then("TopK", NONE, ints(2))
                        .then("ReduceSum", dropped, ints(1)),
                new File(25, 13, 3, 8)
                        .thenAttention()
                        .then("Transpose", Map.of("perm", Attribute.ofInts(0, 2, 1)))
                        .then("Reshape", NONE, ints(0, 4, 6))
                        .then("Pad", Map.of("mode", Attribute.of("reflect")), ints(0, 1, 0, 0, 0, 1))
                        .then("Flatten", NONE)
                        .then("MatMul", NONE, wave(35, 3)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsWrittenComputesWhatTheFileDoes(File written) {
        Path file = written.write(folder);
        assertThat(ModelReader.read(file).opset("")).hasValue(written.opset);
        assertThat(ModelReader.read(file).irVersion()).isEqualTo(written.version);
        Tensor x = written.rows(3);
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            Tensor expected = Objects.requireNonNull(model.infer(Map.of("x", x)).get(written.last));
            Tensor found = Inquiry.of(model, Question.of(Map.of("x", x))).output();
            assertThat(found.shape()).isEqualTo(expected.shape());
            assertThat(found.doubles()).containsExactly(expected.doubles(), within(1e-5));
        }
    }

    /** The slope along the gradient is the gradient's length, and no row knows of the others. */
    @ParameterizedTest
    @MethodSource("files")
    void theGradientIsOne(File written) {
        Tensor x = written.rows(3);
        try (Model model = InterpretDl.open(written.write(folder), Device.cpu())) {
            Conformance tried = Conformance.of(model, Map.of("x", x));
            assertThat(tried.isFull()).as(tried.text()).isTrue();
            Question all = Question.of(Map.of("x", x)).about(Target.ofClass(1));
            double[] together = new Saliency(false)
                    .interpret(model, all)
                    .attributions()
                    .rows(2, 3)
                    .doubles();
            double[] alone = new Saliency(false)
                    .interpret(model, all.row(2))
                    .attributions()
                    .doubles();
            assertThat(together).containsExactly(alone, within(1e-5));
        }
    }
}
