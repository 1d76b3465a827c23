package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is spelled out computes what ONNX Runtime's own kernel computes, and its gradient is the slope. */
class SpelledOutTest {
    private final GradientChecker checker = new GradientChecker(Rules.derivative());

    static Stream<GradientCase> cases() {
        return Stream.of(ExpansionCases.all(), AttentionCases.all(), RecurrentCases.all())
                .flatMap(cases -> cases);
    }

    static Stream<GradientCase> withKernel() {
        return Stream.concat(cases(), RecurrentCases.kinked());
    }

    static Stream<GradientCase> withGradient() {
        return Stream.concat(cases(), AttentionCases.shortMasks());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withKernel")
    void resultIsTheKernels(GradientCase c) {
        Map<String, Tensor> at = new HashMap<>();
        IntStream.range(0, c.tensors().size())
                .forEach(i -> at.put("x" + i, c.tensors().get(i)));
        try (CompiledGraph kernel = CompiledGraph.of(ModelWriter.bytes(new SingleNode(c).model()));
                CompiledGraph spelled = spelledOut(c)) {
            Map<String, Tensor> expected = kernel.run(at);
            Map<String, Tensor> results = spelled.run(at);
            expected.forEach((name, tensor) -> {
                Tensor result = Objects.requireNonNull(results.get(name), name);
                assertThat(result.shape()).isEqualTo(tensor.shape());
                assertThat(result.type()).isEqualTo(tensor.type());
                assertThat(result.doubles()).containsExactly(tensor.doubles(), within(2e-5));
            });
        }
    }

    private static CompiledGraph spelledOut(GradientCase c) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        List<Value> outputs = c.write(g, c.feed(g));
        List<String> names = IntStream.range(0, c.outputs())
                .filter(c::isObserved)
                .mapToObj(i -> "o" + i)
                .toList();
        Map<String, Value> named = new LinkedHashMap<>();
        IntStream.range(0, names.size()).forEach(i -> named.put(names.get(i), outputs.get(i)));
        return CompiledGraph.of(g, named);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withGradient")
    void gradientIsTheSlope(GradientCase c) {
        checker.check(c);
    }

    @Test
    void keysBehindAShortMaskAreNotSeen() {
        GradientCase shorter = AttentionCases.shortMasks().findFirst().orElseThrow();
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        List<Value> inputs = shorter.feed(g);
        Value y = shorter.write(g, inputs).get(0);
        Value last = g.fed("last", ElementType.FLOAT, Shape.of(2, 2, 1, 3));
        Value keysAndValues = g.concat(2, List.of(g.slice(inputs.get(2), 2, 0, 4), last));
        Value other = shorter.write(g, List.of(inputs.get(0), inputs.get(1), keysAndValues, inputs.get(3)))
                .get(0);
        Map<String, Tensor> at = new HashMap<>(Map.of("last", Tensor.full(Shape.of(2, 2, 1, 3), 1000)));
        IntStream.range(0, 4).forEach(i -> at.put("x" + i, shorter.tensors().get(i)));
        try (CompiledGraph graph = CompiledGraph.of(g, Map.of("y", y, "other", other))) {
            Map<String, Tensor> results = graph.run(at);
            assertThat(results.get("other")).isEqualTo(results.get("y"));
        }
    }

    @Test
    void everyExpansionHasACase() {
        Set<String> missing = new TreeSet<>();
        Stream.of(
                        ActivationExpansions.TABLE,
                        NormalizationExpansions.TABLE,
                        FusedExpansions.TABLE,
                        AttentionExpansions.TABLE,
                        RotaryExpansions.TABLE,
                        LossExpansions.TABLE,
                        RecurrentExpansions.TABLE)
                .forEach(table -> missing.addAll(table.keySet()));
        cases().forEach(c -> missing.remove(c.domain().isEmpty() ? c.operator() : c.domain() + ":" + c.operator()));
        assertThat(missing).as("expansions without a case").isEmpty();
    }

    @Test
    void rowsFirstIsTheSameLayerTransposed() {
        RecurrentCases.all().filter(c -> c.tensors().size() == 7).forEach(SpelledOutTest::compareLayouts);
    }

    private static void compareLayouts(GradientCase c) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        List<Value> in = c.feed(g);
        List<Value> rows = new ArrayList<>(in);
        rows.set(0, g.transpose(in.get(0), 1, 0, 2));
        IntStream.range(5, in.size()).forEach(i -> rows.set(i, g.transpose(in.get(i), 1, 0, 2)));
        Value y = g.transpose(c.write(g, in).get(0), 2, 0, 1, 3);
        Value other = c.with("layout", 1).write(g, rows).get(0);
        Map<String, Tensor> at = new HashMap<>();
        IntStream.range(0, in.size()).forEach(i -> at.put("x" + i, c.tensors().get(i)));
        try (CompiledGraph graph = CompiledGraph.of(g, Map.of("y", y, "other", other))) {
            Map<String, Tensor> results = graph.run(at);
            assertThat(results.get("other")).isEqualTo(results.get("y"));
        }
    }
}
