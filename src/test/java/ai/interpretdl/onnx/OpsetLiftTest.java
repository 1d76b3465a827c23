package ai.interpretdl.onnx;

import static ai.interpretdl.onnx.LiftCases.X;
import static ai.interpretdl.onnx.LiftCases.doubles;
import static ai.interpretdl.onnx.LiftCases.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A node of an old operator set and what it is lifted to compute the same in ONNX Runtime. */
class OpsetLiftTest {
    @ParameterizedTest
    @MethodSource("ai.interpretdl.onnx.LiftCases#all")
    void liftedNodesComputeTheSame(LiftCase old) throws OrtException {
        Model model = old.model();
        Model lifted = OpsetLift.to18(model);
        assertThat(lifted.opset("")).hasValue(18);
        Map<String, Tensor> expected = Ort.run(model, old.named());
        Map<String, Tensor> actual = Ort.run(lifted, old.named());
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        assertThat(actual.values())
                .usingElementComparator((a, b) -> Close.are(a, b, 1e-6) ? 0 : 1)
                .containsExactlyElementsOf(expected.values());
    }

    /** ONNX Runtime does not run nodes from before version 7, so what they are lifted to is compared with how one says it today. */
    @ParameterizedTest
    @MethodSource("ai.interpretdl.onnx.LiftCases#early")
    void earlyNodesComputeWhatIsSaidDifferentlyToday(LiftCases.Pair pair) throws OrtException {
        assertThat(Close.all(outputs(pair.old()), outputs(pair.today()), 1e-6)).isTrue();
    }

    @Test
    void everyRewriteHasACase() {
        Stream<String> tried = Stream.concat(LiftCases.all(), LiftCases.early().map(LiftCases.Pair::old))
                .map(LiftCase::operator);
        Set<String> refused = Set.of("Scan", "Tile", "MeanVarianceNormalization");
        assertThat(Stream.concat(tried, refused.stream())).containsAll(Lifts.TABLE.keySet());
    }

    private static List<Tensor> outputs(LiftCase old) throws OrtException {
        return List.copyOf(Ort.run(OpsetLift.to18(old.model()), old.named()).values());
    }

    @Test
    void bodiesOfControlFlowAreLifted() throws OrtException {
        Node squeeze = Node.of("Squeeze", List.of("x"), List.of("y"), Map.of("axes", Attribute.ofInts(0)));
        ValueInfo y = ValueInfo.of("y", ElementType.FLOAT, 3);
        Graph then = new Graph("then", List.of(), List.of(y), List.of(), List.of(squeeze), List.of());
        Node other = Node.of("Flatten", List.of("x"), List.of("f"), Map.of("axis", Attribute.of(0)));
        Node first = Node.of("Squeeze", List.of("f"), List.of("z"), Map.of());
        Graph otherwise = new Graph(
                "else",
                List.of(),
                List.of(ValueInfo.of("z", ElementType.FLOAT, 3)),
                List.of(),
                List.of(other, first),
                List.of());
        Node branch = Node.of(
                "If",
                List.of("c"),
                List.of("out"),
                Map.of("then_branch", Attribute.of(then), "else_branch", Attribute.of(otherwise)));
        for (boolean condition : List.of(true, false)) {
            Map<String, Tensor> inputs = Map.of("c", Tensor.of(new boolean[] {condition}), "x", ramp(1, 3));
            Model model = LiftCase.model(11, List.of(branch), inputs, List.of("out"));
            assertThat(Ort.run(OpsetLift.to18(model), inputs)).isEqualTo(Ort.run(model, inputs));
        }
    }

    @Test
    void newNamesAreNotTaken() throws OrtException {
        Node softmax = Node.of("Softmax", List.of("x"), List.of("y"), Map.of());
        Node clash = Node.of("Neg", List.of("y"), List.of("y/Flatten"), Map.of());
        Map<String, Tensor> inputs = Map.of("x", X);
        Model model = LiftCase.model(11, List.of(softmax, clash), inputs, List.of("y/Flatten"));
        assertThat(Close.all(
                        Ort.run(OpsetLift.to18(model), inputs).values(),
                        Ort.run(model, inputs).values(),
                        1e-6))
                .isTrue();
    }

    @Test
    void softmaxOverTheLastOfKnownAxesStaysOneNode() {
        Model model = LiftCase.of(11, "Softmax", Map.of("axis", Attribute.of(1)), ramp(2, 3))
                .model();
        assertThat(OpsetLift.to18(model).graph().nodes())
                .singleElement()
                .matches(node -> node.integer("axis", 0) == -1);
    }

    @Test
    void numbersHaveTheTypeOfWhatTheyAreComparedWith() throws OrtException {
        LiftCase clip = LiftCase.of(
                12, "Clip", Map.of(), doubles(4), Tensor.of(new double[] {-.5}), Tensor.of(new double[] {.5}));
        LiftCase old = LiftCase.of(6, "Clip", Map.of("min", Attribute.of(-.5f), "max", Attribute.of(.5f)), doubles(4));
        assertThat(outputs(old)).isEqualTo(outputs(clip));
    }

    @Test
    void trainingIsNotSilentlyTurnedOff() {
        Node dropout = Node.of("Dropout", List.of("x", "", "training"), List.of("y"), Map.of());
        Map<String, Tensor> inputs = Map.of("x", X, "training", Tensor.of(new boolean[] {true}));
        Model model = LiftCase.model(13, List.of(dropout), inputs, List.of("y"));
        assertThat(OpsetLift.to18(model).graph().nodes()).containsExactly(dropout);
    }

    @Test
    void laterModelsStayAsTheyAre() {
        Model model = LiftCase.of(19, "Dropout", Map.of(), X).model();
        assertThat(OpsetLift.to18(model)).isEqualTo(model);
    }

    @Test
    void weightsOfOldFilesAreNoInputs() {
        Weight weight = new Weight.Inline("w", X);
        ValueInfo x = ValueInfo.of("x", ElementType.FLOAT, 2, 3, 4, 5);
        ValueInfo w = ValueInfo.of("w", ElementType.FLOAT, 2, 3, 4, 5);
        Node add = Node.of("Add", List.of("x", "w"), List.of("y"), Map.of());
        Graph graph = new Graph("g", List.of(x, w), List.of(), List.of(weight), List.of(add), List.of());
        Model old = new Model(3, "", Map.of("", 9L), graph, List.of(), Map.of());
        assertThat(OpsetLift.to18(old).graph().inputs()).containsExactly(x);
        Model newer = new Model(4, "", Map.of("", 9L), graph, List.of(), Map.of());
        assertThat(OpsetLift.to18(newer).graph().inputs()).containsExactly(x, w);
    }

    @ParameterizedTest
    @CsvSource({"Scan, 8", "Tile, 5", "MeanVarianceNormalization, 8"})
    void whatHasNoEquivalentIsNamed(String operator, long opset) {
        Model model = LiftCase.of(opset, operator, Map.of(), X).model();
        assertThatThrownBy(() -> OpsetLift.to18(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(operator + " of operator set " + opset + ", which writes [out0]");
    }
}
