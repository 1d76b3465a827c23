package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpansionTest {
    static Stream<ExpansionCase> cases() {
        return Stream.of(SpatialExpansionCases.all(), IndexExpansionCases.all(), ControlFlowCases.all())
                .flatMap(all -> all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void computesWhatTheOperatorComputes(ExpansionCase c) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        List<Value> written = c.write(g);
        Map<String, Value> outputs = new LinkedHashMap<>();
        IntStream.range(0, written.size()).forEach(i -> outputs.put("y" + i, written.get(i)));
        List<Tensor> expected = c.expected();
        try (CompiledGraph graph = CompiledGraph.of(g, outputs)) {
            Map<String, Tensor> results = graph.run(c.fed());
            for (int i = 0; i < expected.size(); i++) {
                Tensor result = java.util.Objects.requireNonNull(results.get("y" + i));
                assertThat(result.shape()).isEqualTo(expected.get(i).shape());
                assertThat(result.type()).isEqualTo(expected.get(i).type());
                assertThat(result.doubles()).containsExactly(expected.get(i).doubles(), within(1e-5));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesNothingOfWhatItReplaces(ExpansionCase c) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        Set<String> left = new TreeSet<>();
        Backward.ancestors(c.write(g)).forEach(operation -> left.add(operation.key()));
        assertThat(left.contains(c.operator())).isNotEqualTo(c.isSpelledOut());
    }

    @Test
    void loopsOfUnknownLengthAreRefused() {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        assertThatThrownBy(() -> ControlFlowCases.unbounded().write(g))
                .isInstanceOf(UnsupportedOperatorException.class)
                .hasMessageContaining("Loop")
                .hasMessageContaining("depends on the data");
    }

    @Test
    void everyExpansionHasACase() {
        Set<String> missing = new TreeSet<>();
        Stream.of(ControlFlowExpansions.TABLE, SpatialExpansions.TABLE, IndexExpansions.TABLE)
                .forEach(table -> missing.addAll(table.keySet()));
        cases().forEach(c -> missing.remove(c.operator()));
        assertThat(missing).as("expansions without a case").isEmpty();
    }
}
