package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.tensor.Shape;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Straight-through estimates: rounding to a whole number is taken for the identity, being cut off at the type's ends is not.
 *
 * <p>Bengio et al., 2013, arXiv:1308.3432, section 4. The gradient of a whole number is that of the real number it stands for, in its units.
 */
final class QuantizationGradients {
    static final Map<String, Rule> TABLE = Map.ofEntries(
            entry("QuantizeLinear", QuantizationGradients::quantize),
            entry("DequantizeLinear", QuantizationGradients::dequantize));

    private QuantizationGradients() {}

    /** q = clip(round(x/s) + z), so dx = dq/s where nothing was cut off. */
    private static void quantize(Pull p) {
        GraphBuilder g = p.graph();
        Value x = p.in(0);
        Value scale = along(g, p.operation(), p.in(1), x);
        p.give(0, () -> {
            Value zero = p.in(2).isAbsent() ? g.number(x, 0) : along(g, p.operation(), g.cast(p.in(2), x.type()), x);
            Value place = g.add(g.div(x, scale), zero);
            return g.where(inside(g, place, p.out(0)), g.div(p.dy(), scale));
        });
    }

    /** Whether a number lies between the ends of the type that it is rounded to. */
    private static Value inside(GraphBuilder g, Value place, Value rounded) {
        return switch (rounded.type()) {
            case INT8 -> ActivationGradients.inside(g, place, -128.5, 127.5);
            case INT16 -> ActivationGradients.inside(g, place, -32768.5, 32767.5);
            case UINT16 -> ActivationGradients.inside(g, place, -0.5, 65535.5);
            default -> ActivationGradients.inside(g, place, -0.5, 255.5);
        };
    }

    /** x = s(q − z), so dq = s·dx, and ds = Σ(q − z)·dx. */
    private static void dequantize(Pull p) {
        GraphBuilder g = p.graph();
        Operation o = p.operation();
        Value scale = p.in(1);
        Value spread = along(g, o, scale, p.in(0));
        p.give(0, () -> g.mul(p.dy(), spread));
        p.give(1, () -> {
            Value one = g.ones(scale);
            Value steps = o.has(2)
                    ? g.op(o.operator(), o.attributes(), p.in(0), one, p.in(2))
                    : g.op(o.operator(), o.attributes(), p.in(0), one);
            Value each = g.mul(p.dy(), steps);
            return scale.shape().size() == 1
                    ? each
                    : g.sum(each, false, Arithmetic.axesBut(each.rank(), o.axis("axis", 1, each.rank())));
        });
    }

    /** One number for all, or one for each place along the operator's axis. */
    private static Value along(GraphBuilder g, Operation o, Value vector, Value x) {
        if (vector.rank() > 1) {
            throw new UnsupportedOperatorException(o, "scales of blocks have no backward rule");
        }
        if (vector.shape().size() == 1) {
            return g.reshape(vector, Shape.SCALAR);
        }
        int axis = o.axis("axis", 1, x.rank());
        return g.reshape(
                vector,
                IntStream.range(0, x.rank())
                        .mapToLong(i -> i == axis ? x.dim(i) : 1)
                        .toArray());
    }
}
