package ai.interpretdl.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a slope jumps, the gradient has an answer all the same: a stated one, the same on every device. */
class KinksTest {
    /**
     * @param gradient of the sum of the result, with respect to the first input
     * @param constants further inputs
     */
    private record Kink(
            String operator, Map<String, Attribute> attributes, double[] x, double[] gradient, List<Double> constants) {
        static Kink at(String operator, double x, double gradient, Double... constants) {
            return new Kink(operator, Map.of(), new double[] {x}, new double[] {gradient}, List.of(constants));
        }

        static Kink over(String operator, double[] x, double... gradient) {
            return new Kink(operator, Map.of(), x, gradient, List.of());
        }

        Kink with(String name, double value) {
            return new Kink(operator, Map.of(name, Attribute.of((float) value)), x, gradient, constants);
        }

        @Override
        public String toString() {
            return operator + " at "
                    + List.of(Stream.of(x).map(java.util.Arrays::toString).toArray()) + constants;
        }
    }

    static Stream<Kink> kinks() {
        return Stream.of(
                Kink.at("Relu", 0, 0),
                Kink.at("LeakyRelu", 0, 0.25).with("alpha", 0.25),
                Kink.at("PRelu", 0, 0.25, 0.25),
                Kink.at("Elu", 0, 0.25).with("alpha", 0.25),
                Kink.at("ThresholdedRelu", 0.5, 0).with("alpha", 0.5),
                Kink.at("Shrink", 0.5, 0).with("lambd", 0.5),
                Kink.at("HardSigmoid", 2.5, 0),
                Kink.at("HardSigmoid", -2.5, 0),
                Kink.at("HardSwish", -3, 0),
                Kink.at("HardSwish", 3, 1),
                Kink.at("Abs", 0, 0),
                Kink.at("Softsign", 0, 1),
                Kink.at("Clip", 0, 0, 0.0, 6.0),
                Kink.at("Clip", 6, 0, 0.0, 6.0),
                Kink.at("Clip", 0, 1, 0.0, 255.0),
                Kink.at("Clip", 255, 1, 0.0, 255.0),
                Kink.at("Clip", 256, 0, 0.0, 255.0),
                Kink.at("Max", 1, 0.5, 1.0),
                Kink.at("Min", 1, 0.5, 1.0),
                Kink.at("Max", 1, 1 / 3.0, 1.0, 1.0),
                Kink.at("Max", 1, 0.5, 1.0, 0.0),
                Kink.at("Pow", 0, 0, 0.0),
                Kink.at("Pow", 0, 1, 1.0),
                Kink.at("Pow", 0, 0, 2.0),
                Kink.at("Pow", 0, 0, 3.0),
                Kink.over("ReduceMax", new double[] {1, 3, 3, 2}, 0, 0.5, 0.5, 0),
                Kink.over("ReduceMin", new double[] {1, 3, 1, 1}, 1 / 3.0, 0, 1 / 3.0, 1 / 3.0),
                Kink.over("ReduceL1", new double[] {0, -2, 3}, 0, -1, 1),
                Kink.over("ReduceL2", new double[] {0, 0}, 0, 0),
                Kink.over("ReduceProd", new double[] {0, 2, 3}, 6, 0, 0),
                Kink.over("ReduceProd", new double[] {0, 2, 0}, 0, 0, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinks")
    void gradientIsWhatIsStated(Kink kink) {
        assertThat(gradient(kink, Rules.derivative())).containsExactly(kink.gradient(), TOLERANCE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinks")
    void gradientIsTheSameByTheRulesForTheCpu(Kink kink) {
        assertThat(gradient(kink, Rules.derivative().with(DeviceRules.cpu())))
                .containsExactly(kink.gradient(), TOLERANCE);
    }

    /** Float32. */
    private static final org.assertj.core.data.Offset<Double> TOLERANCE = org.assertj.core.data.Offset.offset(1e-6);

    private static double[] gradient(Kink kink, Rules rules) {
        GraphBuilder g = new GraphBuilder(GradientChecker.ORACLE);
        Value x = g.fed("x", ElementType.FLOAT, Shape.of(kink.x().length));
        Value[] inputs = Stream.concat(Stream.of(x), kink.constants().stream().map(c -> g.number(x, c)))
                .toArray(Value[]::new);
        Value y = g.op(kink.operator(), kink.attributes(), inputs);
        Value dx = Backward.gradients(g, rules, y, List.of(x)).get(0);
        Tensor at = GradientChecker.tensor(ElementType.FLOAT, kink.x(), kink.x().length);
        try (CompiledGraph graph = CompiledGraph.of(g, Map.of("dx", dx))) {
            return Objects.requireNonNull(graph.run(Map.of("x", at)).get("dx")).doubles();
        }
    }
}
