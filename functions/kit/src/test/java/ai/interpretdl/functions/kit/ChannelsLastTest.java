package ai.interpretdl.functions.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.onnx.Attribute;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two models without a card compute the same of a picture; one takes its channels first, the other last. They are explained alike. */
class ChannelsLastTest {
    private static final int HEIGHT = 12;
    private static final int WIDTH = 10;
    private static final int ROWS = 2;

    @TempDir
    static Path models;

    /** y = (w·x)², w drawn. */
    @BeforeAll
    static void write() {
        for (int channels : new int[] {1, 3}) {
            float[] weights = draws(channels * HEIGHT * WIDTH, 5);
            write("first" + channels, weights, List.of(), "x", channels, HEIGHT, WIDTH);
            Node turn =
                    Node.of("Transpose", List.of("x"), List.of("turned"), Map.of("perm", Attribute.ofInts(0, 3, 1, 2)));
            write("last" + channels, weights, List.of(turn), "turned", HEIGHT, WIDTH, channels);
        }
    }

    private static void write(String name, float[] weights, List<Node> before, String picture, long... row) {
        List<Node> nodes = new ArrayList<>(before);
        nodes.add(Node.of("Flatten", List.of(picture), List.of("flat"), Map.of()));
        nodes.add(Node.of("MatMul", List.of("flat", "w"), List.of("sum"), Map.of()));
        nodes.add(Node.of("Mul", List.of("sum", "sum"), List.of("y"), Map.of()));
        List<ValueInfo.Dim> dims = new ArrayList<>(List.of(new ValueInfo.Dim.Symbol("N")));
        for (long length : row) {
            dims.add(new ValueInfo.Dim.Known(length));
        }
        Graph graph = new Graph(
                name,
                List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(dims))),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(new Weight.Inline("w", Tensor.of(weights, weights.length, 1))),
                nodes,
                List.of());
        ModelWriter.write(
                new Model(8, "picture", Map.of("", 18L), graph, List.of(), Map.of()), models.resolve(name + ".onnx"));
    }

    private static float[] draws(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.3f;
        }
        return values;
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                arguments("lime", Algorithms::lime),
                arguments("lime", Algorithms::lime, "segmentation", "grid"),
                arguments("lime", Algorithms::lime, "segmentation", "slic"),
                arguments("fast-norm-lime", Learning::fastNormLime),
                arguments("kernel-shap", Hiding::kernelShap),
                arguments("permutation-shap", Hiding::permutationShap, "segmentation", "grid"),
                arguments("partition-shap", Hiding::partitionShap, "segmentation", "grid"),
                arguments("feature-ablation", Algorithms::featureAblation, "segmentation", "grid"),
                arguments("sobol", Hiding::sobol),
                arguments("hsic", Hiding::hsic),
                arguments("occlusion", Algorithms::occlusion),
                arguments("rise", Algorithms::rise),
                arguments("blur-ig", Algorithms::blurIg),
                arguments("xrai", Scales::xrai, "min_pixels", "4"));
    }

    private static Arguments arguments(String name, Function<Asked, Interpretation> algorithm, String... parameters) {
        return Arguments.of(name + " " + List.of(parameters), algorithm, List.of(parameters));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void theirExplanationsAreTheSame(String name, Function<Asked, Interpretation> algorithm, List<String> parameters) {
        for (int channels : new int[] {1, 3}) {
            Tensor picture = Tensor.of(draws(ROWS * channels * HEIGHT * WIDTH, 7), ROWS, channels, HEIGHT, WIDTH);
            Answered first = ask("first" + channels, picture, algorithm, parameters);
            Answered last = ask("last" + channels, channelsLast(picture), algorithm, parameters);
            Tensor expected = attributions(first);
            double largest =
                    Arrays.stream(expected.doubles()).map(Math::abs).max().orElseThrow();
            assertThat(largest).isPositive();
            assertThat(attributions(last).floats())
                    .as(name)
                    .containsExactly(
                            (expected.shape().rank() == 4 ? channelsLast(expected) : expected).floats(),
                            // float32 sums in another order
                            Offset.offset((float) (1e-4 * largest)));
        }
    }

    private static Answered ask(
            String model, Tensor picture, Function<Asked, Interpretation> algorithm, List<String> parameters) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> fields = parameters.isEmpty()
                ? Map.of()
                : Map.of(
                        parameters.get(0),
                        parameters.get(1).matches("\\d+")
                                ? json.numberNode(Integer.parseInt(parameters.get(1)))
                                : json.textNode(parameters.get(1)));
        return Explainer.over(models)
                .explain(
                        new SomeFunction(algorithm),
                        model,
                        new Inputs(Map.of("x", picture), Map.of()),
                        new Parameters(fields));
    }

    private static Tensor attributions(Answered answered) {
        Map<String, Tensor> outputs = answered.outputs();
        return outputs.containsKey("attributions.x")
                ? outputs.get("attributions.x")
                : Objects.requireNonNull(outputs.get("attributions"));
    }

    /** {@code [N, C, H, W]} as {@code [N, H, W, C]}. */
    private static Tensor channelsLast(Tensor first) {
        int rows = (int) first.shape().dim(0);
        int channels = (int) first.shape().dim(1);
        int pixels = (int) (first.shape().dim(2) * first.shape().dim(3));
        float[] values = first.floats();
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / (channels * pixels);
            int channel = i / pixels % channels;
            turned[(row * pixels + i % pixels) * channels + channel] = values[i];
        }
        return Tensor.of(turned, rows, first.shape().dim(2), first.shape().dim(3), channels);
    }
}
