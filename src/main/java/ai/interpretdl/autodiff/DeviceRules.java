package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import java.util.Map;

/** Overlays of the derivative that mean the same and suit a device better. */
public final class DeviceRules {
    private static final double STEEP = 0x1p100;
    private static final double STEEP_AT_6 = 0x1p60;

    private static final Map<String, Rule> CPU = Map.of(
            "Relu",
            Rule.unary((g, x, y, dy) -> g.mul(step(g, y), dy)), //
            "Clip",
            DeviceRules::clip,
            "Conv",
            ConvolutionGradients.CONV_ON_CPU);

    private DeviceRules() {}

    /**
     * Turned kernels in place of ConvTranspose, and masks as multiplications: ONNX Runtime's CPU provider keeps them in the blocked layout of its convolutions, which a Where leaves.
     * A HardSigmoid steep enough is the step function, exact for every float of at least 2⁻¹⁰⁰.
     *
     * @return to be laid over {@link Rules#derivative()} by {@link Rules#with}
     */
    public static Map<String, Rule> cpu() {
        return CPU;
    }

    /** 1 above 0, else 0. */
    private static Value step(GraphBuilder g, Value y) {
        return isWide(y) ? g.hardSigmoid(y, STEEP, 0) : g.cast(g.greater(y, 0), y.type());
    }

    private static void clip(Pull p) {
        if (!ActivationGradients.isRelu6(p.operation()) || !isWide(p.out(0))) {
            Rules.derivative().rule(p.operation()).pull(p);
            return;
        }
        GraphBuilder g = p.graph();
        Value y = p.out(0);
        p.give(0, () -> g.mul(g.mul(step(g, y), p.dy()), g.hardSigmoid(y, -STEEP_AT_6, 6 * STEEP_AT_6)));
    }

    /** Whether the steep slope is a number of the type. */
    private static boolean isWide(Value value) {
        return value.type() == ElementType.FLOAT || value.type() == ElementType.DOUBLE;
    }
}
