package ai.interpretdl.autodiff;

import static ai.interpretdl.autodiff.Rule.binary;
import static ai.interpretdl.autodiff.Rule.unary;
import static java.util.Map.entry;

import java.util.Map;

/**
 * Activation functions. From the output where that is possible, so that a runtime can fuse the activation into what is before it.
 *
 * <p>At a kink the slope is that of the flat side: ReLU has none at 0, ReLU6 none at 0 and 6. Other clips pass at their ends, so that an
 * image's black and white survive.
 */
final class ActivationGradients {
    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_GAMMA = 1.050701f;

    static final Map<String, Rule> TABLE = Map.ofEntries(
            entry("Relu", unary((g, x, y, dy) -> g.where(g.greater(y, 0), dy))),
            entry("LeakyRelu", unary((g, x, y, dy) -> leaky(g, x, dy, number(y, "alpha", 0.01f)))),
            entry(
                    "PRelu",
                    binary(ActivationGradients::prelu, (g, x, slope, y, dy) -> g.where(g.less(x, 0), g.mul(dy, x)))),
            entry("ThresholdedRelu", unary((g, x, y, dy) -> g.where(g.greater(x, number(y, "alpha", 1)), dy))),
            entry("Shrink", unary((g, x, y, dy) -> g.where(g.greater(g.abs(x), number(y, "lambd", 0.5f)), dy))),
            entry("Clip", ActivationGradients::clip),
            entry("Elu", unary((g, x, y, dy) -> elu(g, x, y, dy, 1, number(y, "alpha", 1)))),
            entry("Selu", unary((g, x, y, dy) -> selu(g, x, y, dy))),
            entry("Sigmoid", unary((g, x, y, dy) -> g.mul(dy, g.mul(y, g.sub(1, y))))),
            entry("Softplus", unary((g, x, y, dy) -> g.mul(dy, g.sigmoid(x)))),
            entry("Softsign", unary((g, x, y, dy) -> g.mul(dy, g.square(g.sub(1, g.abs(y)))))),
            entry(
                    "HardSigmoid",
                    unary((g, x, y, dy) -> g.where(inside(g, y, 0, 1), g.mul(dy, number(y, "alpha", 0.2f))))),
            entry("HardSwish", unary((g, x, y, dy) -> g.mul(dy, hardSwish(g, x)))),
            entry("Mish", unary((g, x, y, dy) -> g.mul(dy, mish(g, x)))),
            entry("com.microsoft:Gelu", unary((g, x, y, dy) -> g.mul(dy, gelu(g, x)))));

    private ActivationGradients() {}

    private static double number(Value y, String attribute, float otherwise) {
        return y.operation().orElseThrow().number(attribute, otherwise);
    }

    static Value inside(GraphBuilder g, Value y, double low, double high) {
        return g.and(g.greater(y, low), g.less(y, high));
    }

    private static Value leaky(GraphBuilder g, Value x, Value dy, double alpha) {
        return g.where(g.greater(x, 0), dy, g.mul(dy, alpha));
    }

    private static Value prelu(GraphBuilder g, Value x, Value slope, Value y, Value dy) {
        return g.where(g.greater(x, 0), dy, g.mul(dy, slope));
    }

    /** y = γx above 0 and a(eˣ − 1) below, where the slope is y + a. */
    private static Value elu(GraphBuilder g, Value x, Value y, Value dy, double gamma, double a) {
        return g.where(g.greater(x, 0), g.mul(dy, gamma), g.mul(dy, g.add(y, a)));
    }

    private static Value selu(GraphBuilder g, Value x, Value y, Value dy) {
        double gamma = number(y, "gamma", SELU_GAMMA);
        return elu(g, x, y, dy, gamma, gamma * number(y, "alpha", SELU_ALPHA));
    }

    /** y = x·h(x) with h = clip(x/6 + 1/2, 0, 1), so y' = h + x·h'. */
    private static Value hardSwish(GraphBuilder g, Value x) {
        Value h = g.hardSigmoid(x, 1 / 6.0, 0.5);
        return g.add(h, g.where(inside(g, h, 0, 1), g.div(x, 6)));
    }

    /** y = x·t with t = tanh(log(1 + eˣ)), so y' = t + x(1 − t²)·sigmoid(x). */
    private static Value mish(GraphBuilder g, Value x) {
        Value t = g.tanh(g.op("Softplus", x));
        return g.add(t, g.mul(g.mul(x, g.sub(1, g.square(t))), g.sigmoid(x)));
    }

    /** y = x·Φ(x), so y' = Φ(x) + x·φ(x). */
    private static Value gelu(GraphBuilder g, Value x) {
        Value below = g.mul(g.add(g.erf(g.mul(x, Math.sqrt(0.5))), 1), 0.5);
        Value density = g.mul(g.exp(g.mul(g.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
        return g.add(below, g.mul(x, density));
    }

    /** What was cut off stays behind; bounds take it. */
    private static void clip(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        Value y = p.out(0);
        p.give(0, () -> g.where(isRelu6(p.operation()) ? inside(g, y, 0, 6) : g.equal(x, y), p.dy()));
        p.give(1, () -> g.where(g.less(x, p.in(1)), p.dy()));
        p.give(2, () -> g.where(g.greater(x, p.in(2)), p.dy()));
    }

    /** Whether a Clip is from 0 to 6. */
    static boolean isRelu6(Operation clip) {
        return Arithmetic.isFilled(clip.input(1), 0) && Arithmetic.isFilled(clip.input(2), 6);
    }
}
