package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Baselines, segments and draws in further inputs, as the Open Inference Protocol brings them. */
class GivenTensorsTest {
    /** Three of two rows. */
    private static final Tensor OF_A = Tensor.of(new float[] {1, 0, 0, 1, 2, 0, 0, 2, 3, 0, 0, 3}, 3, 2, 2);

    private static final Tensor OF_B = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2, 1);

    @TempDir
    static Path models;

    /** y = a₀ + 2 a₁ + 3 b. */
    @BeforeAll
    static void write() {
        Graph graph = new Graph(
                "sum",
                List.of(input("a", 2), input("b", 1)),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(
                        new Weight.Inline("u", Tensor.of(new float[] {1, 2}, 2, 1)),
                        new Weight.Inline("v", Tensor.of(new float[] {3}, 1, 1))),
                List.of(
                        Node.of("MatMul", List.of("a", "u"), List.of("au"), Map.of()),
                        Node.of("MatMul", List.of("b", "v"), List.of("bv"), Map.of()),
                        Node.of("Add", List.of("au", "bv"), List.of("y"), Map.of())),
                List.of());
        ModelWriter.write(new Model(8, "sum", Map.of("", 18L), graph, List.of(), Map.of()), models.resolve("sum.onnx"));
    }

    private static ValueInfo input(String name, long width) {
        List<ValueInfo.Dim> dims = List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Known(width));
        return new ValueInfo(name, ElementType.FLOAT, Optional.of(dims));
    }

    private static Answered ask(
            Function<Asked, Interpretation> algorithm, Map<String, Tensor> given, Map<String, JsonNode> parameters) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(given);
        tensors.put("a", Tensor.of(new float[] {10, 20, 30, 40}, 2, 2));
        tensors.put("b", Tensor.of(new float[] {50, 60}, 2, 1));
        return Explainer.over(models)
                .explain(new SomeFunction(algorithm), "sum", new Inputs(tensors, Map.of()), new Parameters(parameters));
    }

    private static List<Function<Asked, Interpretation>> algorithms() {
        return List.of(
                Algorithms::gradientShap,
                Algorithms::integratedGradients,
                Algorithms::occlusion,
                asked -> new DeepLiftShap(asked.distributedBaseline()));
    }

    /** Of a linear model w·(x - mean of the row's baselines). */
    @Test
    void eachRowHasSomeOfItsOwn() {
        for (Function<Asked, Interpretation> algorithm : algorithms()) {
            Answered answered = ask(algorithm, Map.of("baseline.a", OF_A, "baseline.b", OF_B), Map.of());
            assertThat(floats(answered, "attributions.a")).containsExactly(new float[] {8, 40, 30, 76}, within());
            assertThat(floats(answered, "attributions.b")).containsExactly(new float[] {141, 168}, within());
        }
    }

    @Test
    void anInputThatIsNotNamedStartsAtZeros() {
        for (Function<Asked, Interpretation> algorithm : algorithms()) {
            Answered answered = ask(algorithm, Map.of("baseline.a", OF_A), Map.of());
            assertThat(floats(answered, "attributions.a")).containsExactly(new float[] {8, 40, 30, 76}, within());
            assertThat(floats(answered, "attributions.b")).containsExactly(new float[] {150, 180}, within());
        }
    }

    @Test
    void theyDecideHowManySamplesExpectedGradientsTake() {
        Map<String, Tensor> given = Map.of("baseline.a", OF_A, "baseline.b", OF_B);
        JsonNodeFactory json = JsonNodeFactory.instance;
        assertThat(ask(Algorithms::gradientShap, given, Map.of("samples", json.numberNode(3)))
                        .explanation()
                        .quality()
                        .samples())
                .isEqualTo(3);
        assertThatThrownBy(() -> ask(Algorithms::gradientShap, given, Map.of("samples", json.numberNode(4))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("samples is 4, but baseline.")
                .hasMessageContaining("has 3");
        assertThatThrownBy(() -> ask(Algorithms::gradientShap, given, Map.of("tolerance", json.numberNode(0.1))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("given ones are all taken");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Map<String, Tensor> mixed = Map.of("baseline.a", OF_A, "baseline.b", OF_B.reshape(6, 1));
        assertThatThrownBy(() -> ask(Algorithms::gradientShap, mixed, Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("baseline.b has the shape [6, 1]");
        assertThatThrownBy(() -> ask(
                        Algorithms::gradientShap,
                        Map.of("baseline.a", OF_A),
                        Map.of("baselines", JsonNodeFactory.instance.textNode("distribution"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("baselines is distribution");
    }

    private static Interpretation saliency(Asked asked) {
        return Inner.smoothed(asked);
    }

    static Stream<Arguments> unread() {
        Function<Asked, Interpretation> saliency = GivenTensorsTest::saliency;
        Function<Asked, Interpretation> smoothGrad = Algorithms::smoothGrad;
        Function<Asked, Interpretation> integrated = Algorithms::integratedGradients;
        return Stream.of(
                Arguments.of("noise.a", OF_A, saliency),
                Arguments.of("segments.b", Tensor.of(new long[] {0}, 1), saliency),
                Arguments.of("baseline.a", OF_A, saliency),
                Arguments.of("coefficients", Tensor.of(new float[] {0, 1}, 1, 2), integrated),
                Arguments.of("coefficients", Tensor.of(new float[] {0, 1}, 1, 2), smoothGrad),
                Arguments.of("baseline.a", OF_A, smoothGrad));
    }

    @ParameterizedTest
    @MethodSource("unread")
    void whatTheAlgorithmDoesNotReadIsRefused(String name, Tensor given, Function<Asked, Interpretation> algorithm) {
        assertThatThrownBy(() -> ask(algorithm, Map.of(name, given), Map.of()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.field()).contains("inputs." + name);
                });
    }

    /** What is inside reads too. */
    @Test
    void whatIsReadInsideIsTaken() {
        Map<String, JsonNode> inner = Map.of("inner", JsonNodeFactory.instance.textNode("integrated-gradients"));
        Answered answered = ask(Algorithms::smoothGrad, Map.of("baseline.a", OF_A, "noise.a", OF_A), inner);
        assertThat(answered.explanation().quality().complete()).isTrue();
    }

    @Test
    void whatBelongsToAnInputThatIsNotExplainedIsRefused() {
        Map<String, JsonNode> onlyA =
                Map.of("explain", JsonNodeFactory.instance.arrayNode().add("a"));
        assertThatThrownBy(() -> ask(Algorithms::integratedGradients, Map.of("baseline.b", OF_B), onlyA))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("inputs.baseline.b belongs to b, which is not explained; [a] are");
    }

    private static float[] floats(Answered answered, String name) {
        return Objects.requireNonNull(answered.outputs().get(name)).floats();
    }

    /** float32 rounds sums of some hundreds. */
    private static Offset<Float> within() {
        return Offset.offset(1e-3f);
    }
}
