package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that put tensors into sequences and take them out again are explained as if they did not. */
class SequencesTest {
    private static final int WIDTH = 6;
    private static final Tensor X = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final double STEP = 1e-2;

    @TempDir
    Path folder;

    /** @param nodes make {@code y}, {@code [N, any]}, of {@code x} */
    private record Case(String name, List<Node> nodes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Node node(String operator, String inputs, String outputs, Map<String, Attribute> attributes) {
        return Node.of(operator, List.of(inputs.split(" ", -1)), List.of(outputs.split(" ", -1)), attributes);
    }

    private static Node node(String operator, String inputs, String outputs) {
        return node(operator, inputs, outputs, Map.of());
    }

    private static Node ofColumns(String operator, String inputs, String outputs) {
        return node(operator, inputs, outputs, Map.of("axis", Attribute.of(1L)));
    }

    static Stream<Case> cases() {
        Node halves = ofColumns("SplitToSequence", "x three", "s");
        Node first = node("SequenceAt", "s zero", "a");
        Node last = node("SequenceAt", "s minus", "b");
        Node product = node("Mul", "a b", "y");
        return Stream.of(
                new Case("pieces of a length", List.of(halves, first, last, product)),
                new Case(
                        "pieces of given lengths",
                        List.of(
                                ofColumns("SplitToSequence", "x lengths", "s"),
                                first,
                                node("ReduceSum", "a ones", "c"),
                                last,
                                node("Mul", "c b", "y"))),
                new Case(
                        "single columns joined",
                        List.of(
                                ofColumns("SplitToSequence", "x", "s"), node("SequenceErase", "s two", "t"),
                                ofColumns("ConcatFromSequence", "t", "a"), node("Mul", "a a", "y"))),
                new Case(
                        "columns without their axis stacked",
                        List.of(
                                node(
                                        "SplitToSequence",
                                        "x",
                                        "s",
                                        Map.of("axis", Attribute.of(-1L), "keepdims", Attribute.of(0L))),
                                node(
                                        "ConcatFromSequence",
                                        "s",
                                        "a",
                                        Map.of("axis", Attribute.of(-1L), "new_axis", Attribute.of(1L))),
                                node("Mul", "a a", "y"))),
                new Case(
                        "a list that grows",
                        List.of(
                                node("SequenceEmpty", "", "e"),
                                node("Identity", "e", "e1"),
                                node("SequenceInsert", "e1 x", "s1"),
                                node("Exp", "x", "ex"),
                                node("SequenceInsert", "s1 ex zero", "s"),
                                first,
                                last,
                                product)),
                new Case(
                        "constructed, its length counted",
                        List.of(
                                node("Neg", "x", "n"),
                                node("SequenceConstruct", "x n", "s"),
                                node("SequenceLength", "s", "l"),
                                node("Cast", "l", "lf", Map.of("to", Attribute.of(1L))),
                                first,
                                node("Mul", "x lf", "b"),
                                product)),
                new Case(
                        "each element squared",
                        List.of(
                                halves,
                                node("SequenceMap", "s x", "t", Map.of("body", Attribute.of(squared()))),
                                node("SequenceAt", "t zero", "a"),
                                node("SequenceAt", "t minus", "b"),
                                product)),
                new Case(
                        "an optional",
                        List.of(
                                node("Exp", "x", "ex"),
                                node("Optional", "ex", "o"),
                                node("OptionalHasElement", "o", "has"),
                                node("OptionalGetElement", "o", "a"),
                                node("Where", "has x one", "b"),
                                product)),
                new Case(
                        "a loop that collects",
                        List.of(
                                node("SequenceEmpty", "", "e"),
                                node("Loop", "trips yes e", "s", Map.of("body", Attribute.of(collecting()))),
                                ofColumns("ConcatFromSequence", "s", "y"))));
    }

    private static Graph squared() {
        return new Graph(
                "squared",
                List.of(untyped("one_of"), untyped("all")),
                List.of(untyped("square")),
                List.of(),
                List.of(node("Mul", "one_of one_of", "square")),
                List.of());
    }

    private static ValueInfo untyped(String name) {
        return new ValueInfo(name, ElementType.FLOAT, Optional.empty());
    }

    /** Puts x times the number of the round into the sequence. */
    private static Graph collecting() {
        return new Graph(
                "collecting",
                List.of(
                        ValueInfo.of("round", ElementType.INT64),
                        ValueInfo.of("going", ElementType.BOOL),
                        new ValueInfo("so_far", ElementType.UNDEFINED, Optional.empty())),
                List.of(
                        ValueInfo.of("still", ElementType.BOOL),
                        new ValueInfo("more", ElementType.UNDEFINED, Optional.empty())),
                List.of(),
                List.of(
                        node("Identity", "going", "still"),
                        node("Cast", "round", "number", Map.of("to", Attribute.of(1L))),
                        node("Mul", "x x", "square"),
                        node("Mul", "square number", "times"),
                        node("SequenceInsert", "so_far times", "more")),
                List.of());
    }

    private Path written(List<Node> nodes) {
        List<Node> named = nodes.stream()
                .map(node -> node.inputs().equals(List.of(""))
                        ? Node.of(node.operator(), List.of(), node.outputs(), node.attributes())
                        : node)
                .toList();
        Graph graph = new Graph(
                "sequences",
                List.of(new ValueInfo(
                        "x", ElementType.FLOAT, Optional.of(List.of(new Dim.Symbol("N"), new Dim.Known(WIDTH))))),
                List.of(untyped("y")),
                List.of(
                        new Weight.Inline("zero", Tensor.scalar(0L)),
                        new Weight.Inline("two", Tensor.scalar(2L)),
                        new Weight.Inline("minus", Tensor.scalar(-1L)),
                        new Weight.Inline("three", Tensor.scalar(3L)),
                        new Weight.Inline("trips", Tensor.scalar(3L)),
                        new Weight.Inline("yes", Tensor.of(new boolean[] {true})),
                        new Weight.Inline("one", Tensor.scalar(1f)),
                        new Weight.Inline("ones", Tensor.of(new long[] {1}, 1)),
                        new Weight.Inline("lengths", Tensor.of(new long[] {2, 4}, 2))),
                named,
                List.of());
        Path file = folder.resolve("sequences.onnx");
        ModelWriter.write(new ai.interpretdl.onnx.Model(8, "test", Map.of("", 18L), graph, List.of(), Map.of()), file);
        return file;
    }

    private static double[] scores(Model model, double[] x) {
        Tensor y = Objects.requireNonNull(model.infer(Map.of("x", Tensor.of(ElementType.FLOAT, x, 2, WIDTH)))
                .get("y"));
        double[] values = y.doubles();
        double[] scores = new double[2];
        for (int i = 0; i < values.length; i++) {
            scores[i / (values.length / 2)] += values[i];
        }
        return scores;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theGradientIsThatOfWhatTheFileComputes(Case asked) {
        try (Model model = InterpretDl.open(written(asked.nodes()), Device.cpu())) {
            Explanation found = new Saliency(false)
                    .interpret(model, Question.of(Map.of("x", X)).about(Target.sum()));
            double[] x = X.doubles();
            assertThat(found.tensor("score").orElseThrow().doubles()).containsExactly(scores(model, x), within(1e-4));
            double[] slopes = found.attributions().doubles();
            for (int i = 0; i < x.length; i++) {
                double[] more = x.clone();
                double[] less = x.clone();
                more[i] += STEP;
                less[i] -= STEP;
                int row = i / WIDTH;
                double slope = (scores(model, more)[row] - scores(model, less)[row]) / (2 * STEP);
                assertThat(slopes[i]).as("slope at %d", i).isCloseTo(slope, within(2e-3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void soDoScores(Case asked) {
        try (Model model = InterpretDl.open(written(asked.nodes()), Device.cpu())) {
            Explanation found = new FeatureAblation(Features.elements(), Baseline.zeros())
                    .interpret(model, Question.of(Map.of("x", X)).about(Target.sum()));
            double[] x = X.doubles();
            double[] without = x.clone();
            without[WIDTH + 1] = 0;
            assertThat(found.attributions().doubles()[WIDTH + 1])
                    .isCloseTo(scores(model, x)[1] - scores(model, without)[1], within(1e-4));
        }
    }

    @Test
    void aPlaceThatDependsOnTheDataIsRefused() {
        List<Node> nodes = List.of(
                ofColumns("SplitToSequence", "x three", "s"),
                node("ReduceMax", "x", "m", Map.of("keepdims", Attribute.of(0L))),
                node("Cast", "m", "at", Map.of("to", Attribute.of(7L))),
                node("SequenceAt", "s at", "y"));
        try (Model model = InterpretDl.open(written(nodes), Device.cpu())) {
            assertThatThrownBy(() -> new Saliency(false)
                            .interpret(model, Question.of(Map.of("x", X)).about(Target.sum())))
                    .isInstanceOf(UnsupportedOperatorException.class)
                    .hasMessageContaining("SequenceAt")
                    .hasMessageContaining("depends on the data");
        }
    }
}
