package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A detector that keeps its best boxes: how many that are depends on the picture, so it is explained before it throws the others away. */
class DetectorTailTest {
    private static final int BOXES = 6;
    private static final int NUMBERS = 5;

    /** Five numbers a box: its corners, and what its score is the sigmoid of. */
    private static final Tensor X =
            Toys.tensor(BOXES, NUMBERS, i -> 3 * i + Math.sin(2.0 * i)).reshape(1, BOXES, NUMBERS);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        List<Node> nodes = List.of(
                Node.of("Split", List.of("x", "parts"), List.of("boxes", "numbers"), Map.of("axis", Attribute.of(2))),
                Node.of("Mul", List.of("numbers", "small"), List.of("logits"), Map.of()),
                Node.of("Sigmoid", List.of("logits"), List.of("chances"), Map.of()),
                Node.of("Transpose", List.of("chances"), List.of("scores"), Map.of("perm", Attribute.ofInts(0, 2, 1))),
                new Node(
                        "suppress",
                        "",
                        "NonMaxSuppression",
                        "",
                        List.of("boxes", "scores", "most"),
                        List.of("kept"),
                        Map.of()));
        List<Weight> weights = List.of(
                new Weight.Inline("parts", Tensor.of(new long[] {4, 1}, 2)),
                new Weight.Inline("small", Tensor.scalar(0.1f)),
                new Weight.Inline("most", Tensor.of(new long[] {3}, 1)));
        Graph graph = new Graph(
                "detector",
                List.of(ValueInfo.of("x", ElementType.FLOAT, 1, BOXES, NUMBERS)),
                List.of(new ValueInfo("kept", ElementType.INT64, Optional.empty())),
                weights,
                nodes,
                List.of());
        file = folder.resolve("detector.onnx");
        ModelWriter.write(new ai.interpretdl.onnx.Model(8, "test", Map.of("", 18L), graph, List.of(), Map.of()), file);
    }

    static Stream<Interpretation> algorithms() {
        return Stream.of(
                new Saliency(false),
                new Occlusion(Baseline.zeros(), List.of(1L, 1L), List.of(1L, 1L), Occlusion.Overlap.MEAN));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void whatKeepsBoxesSaysWhatToExplainInstead(Interpretation algorithm) {
        Question question = Question.of(Map.of("x", X)).about(Target.sum());
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            assertThatThrownBy(() -> algorithm.interpret(model, question))
                    .isInstanceOf(UnsupportedOperatorException.class)
                    .hasMessageContaining("operator NonMaxSuppression (suppress)")
                    .hasMessageContaining("output_name")
                    .hasMessageEndingWith("such as [boxes, scores]");
        }
    }

    /** The score of one box has its slope at one number: σ'. */
    @Test
    void aBoxIsExplainedBeforeTheOthersAreDropped() {
        int box = 4;
        int at = box * NUMBERS + 4;
        Question question = Question.of(Map.of("x", X)).of("scores").about(Target.cell(0, box));
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            double[] slopes = new Saliency(false)
                    .interpret(model, question)
                    .attributions()
                    .doubles();
            double score = 1 / (1 + Math.exp(-0.1 * X.doubles()[at]));
            double[] expected = new double[BOXES * NUMBERS];
            expected[at] = 0.1 * score * (1 - score);
            assertThat(slopes).containsExactly(expected, within(1e-6));
        }
    }
}
