package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rounding has no slope to compare with; what is taken for it is stated. */
class QuantizationTest {
    private final GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);

    @Test
    void gradientPassesWhatIsRoundedAndStopsAtWhatIsCutOff() {
        Tensor at = Tensor.of(new float[] {-100, -12.7f, -0.3f, 0, 0.24f, 12.69f, 100}, 7);
        Value x = g.fed("x", ElementType.FLOAT, at.shape());
        Value scale = g.number(x, 0.1);
        Value zero = g.constant(Tensor.scalar(ElementType.INT8, 0));
        Value y = restored(Map.of(), x, scale, zero);
        assertThat(gradient(g.mul(y, 3), x, at)).containsExactly(new double[] {0, 3, 3, 3, 3, 3, 0}, within(1e-6));
    }

    @Test
    void eachPlaceAlongTheAxisHasItsOwnScaleAndEnds() {
        Tensor at = Tensor.of(new float[] {-1, 20, 1, 20}, 2, 2);
        Value x = g.fed("x", ElementType.FLOAT, at.shape());
        Value scale = g.constant(Tensor.of(new float[] {0.1f, 0.05f}, 2));
        Value zero = g.cast(g.ints(0, 10), ElementType.UINT8);
        Value y = restored(Map.of("axis", Attribute.of(0L)), x, scale, zero);
        assertThat(gradient(y, x, at)).containsExactly(new double[] {0, 1, 1, 0}, within(1e-6));
    }

    @Test
    void scaleOfStoredNumbersHasTheSlopeOfALine() {
        Value stored = g.cast(g.ints(3, -2, 7), ElementType.INT8);
        Value scale = g.fed("x", ElementType.FLOAT, Shape.SCALAR);
        Value zero = g.constant(Tensor.scalar(ElementType.INT8, 1));
        Value y = g.op("DequantizeLinear", stored, scale, zero);
        assertThat(gradient(y, scale, Tensor.scalar(0.5f))).containsExactly(new double[] {2 - 3 + 6}, within(1e-6));
    }

    private Value restored(Map<String, Attribute> attributes, Value x, Value scale, Value zero) {
        Value rounded = g.op("QuantizeLinear", attributes, x, scale, zero);
        return g.op("DequantizeLinear", attributes, rounded, scale, zero);
    }

    private double[] gradient(Value y, Value x, Tensor at) {
        Value dx = Backward.gradients(g, Rules.derivative(), y, List.of(x)).get(0);
        try (CompiledGraph graph = CompiledGraph.of(g, Map.of("dx", dx))) {
            return Objects.requireNonNull(graph.run(Map.of("x", at)).get("dx")).doubles();
        }
    }
}
