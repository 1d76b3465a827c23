package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed to the runtime for an explanation of a large model refers to the model's weights, and has no copy of them. */
class SmallGraphsTest {
    private static final int CHANNELS = 1024;
    private static final int WIDTH = 4096;
    private static final int DENSE = 5;
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    Path folder;

    private final List<Weight> weights = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private long size;

    /** A convolution with its normalisation, and dense layers of both kinds; their weights are zeros that the disk does not hold. */
    @BeforeEach
    void writeModel() throws IOException {
        String normal = "normal";
        node("Conv", Map.of("pads", Attribute.ofInts(1, 1, 1, 1)), "x", weight(WIDTH, CHANNELS, 3, 3), "y");
        node("BatchNormalization", Map.of(), "y", weight(WIDTH), weight(WIDTH), weight(WIDTH), weight(WIDTH), normal);
        node("Relu", Map.of(), normal, "active");
        node("GlobalAveragePool", Map.of(), "active", "pooled");
        node("Flatten", Map.of(), "pooled", "flat");
        node("Gemm", Map.of("transB", Attribute.of(1)), "flat", weight(WIDTH, WIDTH), weight(WIDTH), "dense.0");
        for (int i = 0; i < DENSE; i++) {
            node("Relu", Map.of(), "dense." + i, "active." + i);
            node("MatMul", Map.of(), "active." + i, weight(WIDTH, WIDTH), "dense." + (i + 1));
        }
        String last = "dense." + DENSE;
        List<Dim> dims = List.of(new Dim.Symbol("N"), new Dim.Known(CHANNELS), new Dim.Known(4), new Dim.Known(4));
        Graph graph = new Graph(
                "large",
                List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(dims))),
                List.of(new ValueInfo(last, ElementType.FLOAT, Optional.empty())),
                weights,
                nodes,
                List.of());
        var large = new ai.interpretdl.onnx.Model(8, "test", Map.of("", 18L), graph, List.of(), Map.of());
        try (FileChannel data = FileChannel.open(
                data(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            data.write(ByteBuffer.allocate(1), size - 1);
        }
        Files.write(folder.resolve("large.onnx"), ModelWriter.referring(large, folder));
    }

    private Path data() {
        return folder.resolve("weights.bin");
    }

    private String weight(long... dims) {
        String name = "weight." + weights.size();
        weights.add(new Weight.InFile(name, ElementType.FLOAT, Shape.of(dims), data(), size));
        size += ElementType.FLOAT.bytes(Shape.of(dims).size());
        return name;
    }

    /** @param names of the inputs, then of the output */
    private void node(String operator, Map<String, Attribute> attributes, String... names) {
        List<String> all = List.of(names);
        int last = all.size() - 1;
        nodes.add(Node.of(operator, all.subList(0, last), all.subList(last, last + 1), attributes));
    }

    @Test
    void integratedGradientsOfALargeModelAreFewBytes() throws IOException {
        Scale scale = new Scale(folder);
        Model.Environment environment =
                new Model.Environment(scale, new OrtOracle(), Device.cpu().rules());
        try (Model model = Model.open(folder.resolve("large.onnx"), environment)) {
            Tensor x = Tensor.full(Shape.of(2, CHANNELS, 4, 4), 1);
            Question question = Question.of(Map.of("x", x)).about(Target.ofClass(1));
            var algorithm = new IntegratedGradients(Baseline.zeros(), Quadrature.GAUSS_LEGENDRE, 50);
            algorithm.interpret(model, question);
            Path file = ExplanationGraph.of(model, algorithm, question).writeBeside("gradients.onnx");
            assertThat(Files.size(file)).isPositive().isLessThan(5 * MEGABYTE);
        }
        assertThat(size).isGreaterThan(500 * MEGABYTE);
        assertThat(scale.referred).hasSize(weights.size());
        assertThat(scale.bytes).isPositive().isLessThan(5 * MEGABYTE);
    }

    /** Weighs the graphs of programs instead of running them; every result is 0. */
    private static final class Scale implements Engine {
        private final Path folder;
        private final Set<String> referred = new HashSet<>();
        private long bytes;

        Scale(Path folder) {
            this.folder = folder;
        }

        @Override
        public Program program(Source source) {
            return source.trace(new ChunkSizes(List.of(2L)));
        }

        @Override
        public Outcome run(Source source, Run run) {
            Program program = program(source);
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            weigh(program.stages(), outputs);
            outputs.keySet().retainAll(program.outputs());
            return new Outcome(outputs, 0, true, 0);
        }

        private void weigh(List<Program.Stage> stages, Map<String, Tensor> outputs) {
            for (Program.Stage stage : stages) {
                if (stage instanceof Program.Loop loop) {
                    weigh(loop.body(), outputs);
                } else {
                    weigh(((Program.Run) stage).model(), outputs);
                }
            }
        }

        private void weigh(ai.interpretdl.onnx.Model graph, Map<String, Tensor> outputs) {
            bytes += ModelWriter.referring(graph, folder).length;
            graph.graph().weights().stream()
                    .filter(Weight.InFile.class::isInstance)
                    .map(Weight::name)
                    .forEach(referred::add);
            graph.graph().outputs().forEach(output -> outputs.put(output.name(), zeros(output)));
        }

        private static Tensor zeros(ValueInfo like) {
            long[] dims = like.dims().orElseThrow().stream()
                    .mapToLong(dim -> ((Dim.Known) dim).length())
                    .toArray();
            int count = Math.toIntExact(Shape.of(dims).size());
            return Tensor.of(like.type(), new double[count], dims);
        }

        @Override
        public Map<String, Tensor> infer(ai.interpretdl.onnx.Model model, Map<String, Tensor> inputs) {
            throw new UnsupportedOperationException("nothing is run here");
        }

        @Override
        public String device() {
            return "none";
        }
    }
}
