package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceRulesTest {
    private static final Rules CPU = Rules.derivative().with(DeviceRules.cpu());

    static Stream<GradientCase> cases() {
        return ActivationCases.all()
                .filter(c -> c.toString().startsWith("Relu") || c.toString().startsWith("Clip"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientIsTheSlope(GradientCase c) {
        new GradientChecker(CPU).check(c);
    }

    @Test
    void reluMaskIsExactForSmallAndLargeNumbers() {
        float[] x = {-Float.MAX_VALUE, -1e-30f, -0f, 0f, 0x1p-100f, 1e-20f, 1, 1e20f, Float.MAX_VALUE};
        assertThat(gradient("Relu", x)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
    }

    @Test
    void relu6MaskIsExactNextToItsEnds() {
        float[] x = {-1, 0, 0x1p-100f, Math.nextDown(6f), 6, Math.nextUp(6f), Float.MAX_VALUE};
        assertThat(gradient("Clip", x)).containsExactly(0, 0, 1, 1, 0, 0, 0);
    }

    @Test
    void masksOnTheCpuAreMultiplications() {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        Value x = g.fed("x", ElementType.FLOAT, Shape.of(2));
        Value y = g.relu(g.op("Clip", x, g.number(x, 0), g.number(x, 6)));
        List<Value> dx = Backward.gradients(g, CPU, g.op("Exp", y), List.of(x));
        assertThat(Backward.ancestors(dx).stream().map(Operation::key))
                .contains("HardSigmoid")
                .doesNotContain("Where", "Greater");
    }

    private static float[] gradient(String operator, float... at) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        Value x = g.fed("x", ElementType.FLOAT, Shape.of(at.length));
        Value y = operator.equals("Relu") ? g.relu(x) : g.op(operator, x, g.number(x, 0), g.number(x, 6));
        Value dx = Backward.gradients(g, CPU, y, List.of(x)).get(0);
        try (CompiledGraph graph = CompiledGraph.of(g, Map.of("dx", dx))) {
            return Objects.requireNonNull(
                            graph.run(Map.of("x", Tensor.of(at, at.length))).get("dx"))
                    .floats();
        }
    }
}
