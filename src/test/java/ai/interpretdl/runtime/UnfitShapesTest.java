package ai.interpretdl.runtime;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A size that the file leaves open and an operator refuses while the model runs is a mistake of the caller. */
class UnfitShapesTest {
    @TempDir
    Path folder;

    /** Each operator fits {@code x [N, 6]} only. */
    @ParameterizedTest
    @ValueSource(strings = {"Reshape", "Add", "Concat", "MatMul", "Gemm", "Conv"})
    void theNodeAndTheShapesAreNamed(String operator) {
        try (Model model = InterpretDl.open(write(operator), Device.cpu())) {
            model.infer(Map.of("x", Tensor.of(new float[6], 1, 6)));
            Map<String, Tensor> unfit = Map.of("x", Tensor.of(new float[5], 1, 5));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.infer(unfit))
                    .withMessageContaining("the shapes of the inputs do not fit the model")
                    .withMessageContaining("x [1, 5]")
                    .withMessageContaining("/body/" + operator);
        }
    }

    private Path write(String operator) {
        List<Node> nodes = switch (operator) {
            case "Reshape" -> List.of(node("Reshape", "out", Map.of(), "x", "shape"));
            case "Concat" -> List.of(node("Concat", "out", Map.of("axis", Attribute.of(0)), "x", "row"));
            case "Conv" ->
                List.of(
                        node("Unsqueeze", "tall", Map.of(), "x", "last"),
                        node("Conv", "out", Map.of(), "tall", "kernel"));
            case "Add" -> List.of(node("Add", "out", Map.of(), "x", "row"));
            default -> List.of(node(operator, "out", Map.of(), "x", "matrix"));
        };
        List<Weight> weights = List.of(
                new Weight.Inline("shape", Tensor.of(new long[] {-1, 2, 3}, 3)),
                new Weight.Inline("last", Tensor.of(new long[] {2}, 1)),
                new Weight.Inline("row", Tensor.of(new float[6], 1, 6)),
                new Weight.Inline("matrix", Tensor.of(new float[12], 6, 2)),
                new Weight.Inline("kernel", Tensor.of(new float[12], 2, 6, 1)));
        ValueInfo x =
                new ValueInfo("x", ElementType.FLOAT, Optional.of(List.of(new Dim.Symbol("N"), new Dim.Symbol("W"))));
        ValueInfo out = new ValueInfo("out", ElementType.FLOAT, Optional.empty());
        Path file = folder.resolve(operator + ".onnx");
        Graph graph = new Graph("unfit", List.of(x), List.of(out), weights, nodes, List.of());
        ModelWriter.write(new ai.interpretdl.onnx.Model(8, "tests", Map.of("", 18L), graph, List.of(), Map.of()), file);
        return file;
    }

    private static Node node(String operator, String output, Map<String, Attribute> attributes, String... inputs) {
        return new Node("/body/" + operator, "", operator, "", List.of(inputs), List.of(output), attributes);
    }
}
