package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.ExactShapley;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators that must name outputs which nobody uses. */
class UnusedOutputsTest {
    private static final Tensor ROW = Toys.tensor(1, 3, i -> 0.5 * i - 0.7);

    @TempDir
    Path folder;

    private Path write(List<Node> nodes, ValueInfo... outputs) {
        Graph graph = new Graph(
                "unused",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, 3)),
                List.of(outputs),
                List.of(),
                nodes,
                List.of());
        Path file = folder.resolve("unused.onnx");
        ModelWriter.write(
                new ai.interpretdl.onnx.Model(
                        8, "unused", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()),
                file);
        return file;
    }

    private static ValueInfo output(String name, ElementType type) {
        return new ValueInfo(name, type, Optional.empty());
    }

    /** Shapley values of a linear score are the weights times the inputs. */
    @Test
    void aLinearClassifiersDefaultOutputIsItsScores() {
        List<Float> weights = List.of(1f, -2f, 0.5f, -1f, 0.25f, 3f);
        Node classifier = new Node(
                "classifies",
                "ai.onnx.ml",
                "LinearClassifier",
                "",
                List.of("x"),
                List.of("label", "scores"),
                Map.of(
                        "coefficients",
                        new Attribute.OfFloats(weights),
                        "intercepts",
                        new Attribute.OfFloats(List.of(0.5f, 0f)),
                        "classlabels_ints",
                        Attribute.ofInts(0, 1),
                        "post_transform",
                        Attribute.of("NONE")));
        Path file = write(List.of(classifier), output("label", ElementType.INT64), output("scores", ElementType.FLOAT));
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            double[] found = new ExactShapley(Features.elements(), Baseline.zeros())
                    .interpret(model, Question.of(Map.of("x", ROW)).about(Target.ofClass(1)))
                    .attributions()
                    .doubles();
            double[] x = ROW.doubles();
            assertThat(found).containsExactly(new double[] {-x[0], 0.25 * x[1], 3 * x[2]}, within(1e-5));
        }
    }

    @Test
    void aZeroPointMayBeUnused() {
        List<Node> nodes = List.of(
                Node.of("DynamicQuantizeLinear", List.of("x"), List.of("q", "scale", "zero"), Map.of()),
                Node.of("Cast", List.of("q"), List.of("number"), Map.of("to", Attribute.of(1L))),
                Node.of("Mul", List.of("number", "scale"), List.of("y"), Map.of()));
        try (Model model = InterpretDl.open(write(nodes, output("y", ElementType.FLOAT)), Device.cpu())) {
            Tensor y = Objects.requireNonNull(model.infer(Map.of("x", ROW)).get("y"));
            Explanation found = new ExactShapley(Features.elements(), Baseline.zeros())
                    .interpret(model, Question.of(Map.of("x", ROW)).about(Target.sum()));
            assertThat(found.tensor("score").orElseThrow().doubles())
                    .containsExactly(new double[] {Arrays.stream(y.doubles()).sum()}, within(1e-5));
        }
    }
}
