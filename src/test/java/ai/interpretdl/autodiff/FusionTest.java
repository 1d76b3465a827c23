package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What exports spell out in several ways is one operator, with the same result and the same gradient; what only looks like it is not. */
class FusionTest {
    private static final Tensor X = Tensor.of(
            new float[] {
                0.5f, -1, 2, 0.1f, -0.3f, 1.5f, 0.7f, -2, 1, 0, 3, -0.4f, 0.2f, 0.9f, -1.1f, 4, 2, 0, 1, -1, 0.3f, 0.6f,
                -0.2f, 1.2f
            },
            2,
            3,
            4);
    private static final Map<String, Tensor> WEIGHTS = Map.ofEntries(
            Map.entry("last", Tensor.of(new long[] {-1}, 1)),
            Map.entry("lastTwo", Tensor.of(new long[] {2, 1}, 2)),
            Map.entry("first", Tensor.of(new long[] {1}, 1)),
            Map.entry("eps", Tensor.scalar(ElementType.FLOAT, 1e-3)),
            Map.entry("two", Tensor.scalar(ElementType.FLOAT, 2)),
            Map.entry("three", Tensor.scalar(ElementType.FLOAT, 3)),
            Map.entry("one", Tensor.scalar(ElementType.FLOAT, 1)),
            Map.entry("half", Tensor.scalar(ElementType.FLOAT, 0.5)),
            Map.entry("root2", Tensor.scalar(ElementType.FLOAT, Math.sqrt(2))),
            Map.entry("rootHalf", Tensor.scalar(ElementType.FLOAT, Math.sqrt(0.5))),
            Map.entry("scale", Tensor.of(new float[] {1, 2, -1, 0.5f}, 4)),
            Map.entry("bias", Tensor.of(new float[] {0.1f, 0, 0.3f, -1}, 4)),
            Map.entry("places", Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 3, 4)));

    /** Nodes as "result = Operator a b". */
    private record Net(String name, List<String> lines) {
        static Net of(String name, String... lines) {
            return new Net(name, List.of(lines));
        }

        Net then(String more, String... lines) {
            List<String> all = new ArrayList<>(this.lines);
            all.addAll(List.of(lines));
            return new Net(name + ", " + more, all);
        }

        /** With a piece of each line replaced. */
        Net but(String what, String by) {
            return new Net(
                    name + ", " + by + " for " + what,
                    lines.stream().map(line -> line.replace(what, by)).toList());
        }

        Model model() {
            List<Node> nodes = lines.stream().map(Net::node).toList();
            List<ValueInfo> outputs = List.of(new ValueInfo("y", ElementType.UNDEFINED, Optional.empty()));
            Set<String> read =
                    nodes.stream().flatMap(node -> node.inputs().stream()).collect(Collectors.toSet());
            List<Weight> weights = WEIGHTS.entrySet().stream()
                    .filter(e -> read.contains(e.getKey()))
                    .<Weight>map(e -> new Weight.Inline(e.getKey(), e.getValue()))
                    .toList();
            ValueInfo x = ValueInfo.of("x", ElementType.FLOAT, X.shape().dims());
            return new Model(
                    8,
                    "",
                    Map.of("", 18L),
                    new Graph("net", List.of(x), outputs, weights, nodes, List.of()),
                    List.of(),
                    Map.of());
        }

        private static Node node(String line) {
            String[] sides = line.split(" = ");
            List<String> words = List.of(sides[1].split(" "));
            return Node.of(
                    words.get(0), words.subList(1, words.size()), List.of(sides[0]), Map.<String, Attribute>of());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Net NORMAL = Net.of(
            "normalisation",
            "mean = ReduceMean x last",
            "d = Sub x mean",
            "square = Mul d d",
            "variance = ReduceMean square last",
            "sum = Add variance eps",
            "deviation = Sqrt sum",
            "n = Div d deviation");
    private static final Net GELU = Net.of(
            "gelu",
            "scaled = Div x root2",
            "erf = Erf scaled",
            "gate = Add erf one",
            "m = Mul x gate",
            "y = Mul m half");

    static Stream<Net> normalisations() {
        Net affine = NORMAL.then("scale and bias", "m = Mul n scale", "y = Add m bias");
        return Stream.of(
                NORMAL.then("alone", "y = Identity n"),
                NORMAL.then("scale", "y = Mul n scale"),
                affine,
                affine.but("Mul n scale", "Mul scale n").but("Add m bias", "Add bias m"),
                affine.but("Mul d d", "Pow d two"),
                affine.but("Add variance eps", "Add eps variance"),
                NORMAL.but("last", "lastTwo").then("scale", "y = Mul n places"));
    }

    static Stream<Net> gelus() {
        return Stream.of(
                GELU,
                GELU.but("Div x root2", "Mul rootHalf x"),
                GELU.but("Add erf one", "Add one erf"),
                GELU.but("m = Mul x gate", "m = Mul gate half").but("y = Mul m half", "y = Mul x m"),
                GELU.but("m = Mul x gate", "m = Mul x half").but("y = Mul m half", "y = Mul gate m"));
    }

    static Stream<Net> others() {
        Net affine = NORMAL.then("scale", "y = Mul n scale");
        return Stream.of(
                affine.but("mean = ReduceMean x last", "mean = ReduceMean x lastTwo"),
                affine.but("ReduceMean x last", "ReduceMean x first").but("square last", "square first"),
                affine.but("Mul d d", "Mul d x"),
                affine.but("Mul d d", "Pow d three"),
                affine.but("Div d deviation", "Div x deviation"),
                GELU.but("Mul m half", "Mul m two"),
                GELU.but("Add erf one", "Add erf two"),
                GELU.but("Div x root2", "Div x two"),
                GELU.but("Mul x gate", "Mul erf gate"));
    }

    @ParameterizedTest
    @MethodSource("normalisations")
    void normalisationIsOneOperator(Net net) {
        assertThat(operators(net)).containsExactly("LayerNormalization");
        agrees(net);
    }

    @ParameterizedTest
    @MethodSource("gelus")
    void geluIsOneOperator(Net net) {
        assertThat(operators(net)).containsExactly("com.microsoft:Gelu");
        agrees(net);
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatComputesSomethingElseStays(Net net) {
        assertThat(operators(net)).doesNotContain("LayerNormalization", "com.microsoft:Gelu");
        agrees(net);
    }

    @Test
    void aVectorForEachPlaceIsNoScale() {
        Net positions = NORMAL.then("positions", "y = Add n places");
        assertThat(operators(positions)).containsExactlyInAnyOrder("LayerNormalization", "Add");
        agrees(positions);
    }

    @Test
    void whatIsLeftOutIsKnown() {
        Net net = NORMAL.then("scale and bias", "m = Mul n scale", "y = Add m bias");
        Inlining inlining = inlining(net, new GraphBuilder(GradientChecker.ORACLE), true);
        assertThat(inlining.hides("y")).isFalse();
        for (String inner : List.of("mean", "d", "square", "variance", "sum", "deviation", "n", "m")) {
            assertThat(inlining.hides(inner)).as(inner).isTrue();
        }
    }

    private static Inlining inlining(Net net, GraphBuilder g, boolean fused) {
        Map<String, Value> fed = Map.of("x", g.fed("x", ElementType.FLOAT, X.shape()));
        ModelGraph graph = ModelGraph.of(net.model());
        Inlining inlining = fused
                ? new Inlining(g, graph, fed, Rebatching.none())
                : Inlining.spelledOut(g, graph, fed, Rebatching.none());
        inlining.value("y");
        return inlining;
    }

    private static Set<String> operators(Net net) {
        Value y = inlining(net, new GraphBuilder(GradientChecker.ORACLE), true).value("y");
        return Backward.ancestors(List.of(y)).stream().map(Operation::key).collect(Collectors.toSet());
    }

    /** With ONNX Runtime's own reading of the file, and with the gradient of the nodes as they are. */
    private static void agrees(Net net) {
        Map<String, Tensor> at = Map.of("x", X);
        try (CompiledGraph file = CompiledGraph.of(ModelWriter.bytes(net.model()));
                CompiledGraph fused = compiled(net, true);
                CompiledGraph spelled = compiled(net, false)) {
            Map<String, Tensor> found = fused.run(at);
            near(found.get("y"), file.run(at).get("y"));
            near(found.get("dx"), spelled.run(at).get("dx"));
        }
    }

    private static CompiledGraph compiled(Net net, boolean fused) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        Inlining inlining = inlining(net, g, fused);
        Value y = inlining.value("y");
        Value x = inlining.value("x");
        float[] weights = new float[Math.toIntExact(X.shape().size())];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i + 1);
        }
        Value seed = g.expand(g.reshape(g.constant(Tensor.of(weights, weights.length)), X.shape()), y.shape());
        Value dx = Backward.pull(g, Rules.derivative(), Map.of(y, seed), List.of(x))
                .get(0);
        return CompiledGraph.of(g, Map.of("y", y, "dx", dx));
    }

    private static void near(Tensor found, Tensor expected) {
        assertThat(Objects.requireNonNull(found).doubles())
                .containsExactly(Objects.requireNonNull(expected).doubles(), within(2e-5));
    }
}
