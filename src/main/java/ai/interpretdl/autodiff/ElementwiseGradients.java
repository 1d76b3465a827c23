package ai.interpretdl.autodiff;

import static ai.interpretdl.autodiff.Rule.binary;
import static ai.interpretdl.autodiff.Rule.unary;
import static java.util.Map.entry;

import java.util.Map;

/** Arithmetic, powers, roots and trigonometry, element by element. Written with operators that CUDA has kernels for. */
final class ElementwiseGradients {
    static final Map<String, Rule> TABLE = Map.ofEntries(
            entry("Abs", unary((g, x, y, dy) -> g.mul(dy, g.sign(x)))),
            entry("Neg", unary((g, x, y, dy) -> g.neg(dy))),
            entry("Reciprocal", unary((g, x, y, dy) -> g.neg(g.mul(dy, g.square(y))))),
            entry("Exp", unary((g, x, y, dy) -> g.mul(dy, y))),
            entry("Log", unary((g, x, y, dy) -> g.div(dy, x))),
            entry("Sqrt", unary((g, x, y, dy) -> g.div(dy, g.mul(y, 2)))),
            entry("Erf", unary((g, x, y, dy) -> g.mul(dy, g.mul(g.exp(g.neg(g.square(x))), 2 / Math.sqrt(Math.PI))))),
            entry("Sin", unary((g, x, y, dy) -> g.mul(dy, g.cos(x)))),
            entry("Cos", unary((g, x, y, dy) -> g.neg(g.mul(dy, g.sin(x))))),
            entry("Tan", unary((g, x, y, dy) -> g.mul(dy, g.add(g.square(y), 1)))),
            entry("Asin", unary((g, x, y, dy) -> g.div(dy, g.sqrt(g.sub(1, g.square(x)))))),
            entry("Acos", unary((g, x, y, dy) -> g.neg(g.div(dy, g.sqrt(g.sub(1, g.square(x))))))),
            entry("Atan", unary((g, x, y, dy) -> g.div(dy, g.add(g.square(x), 1)))),
            entry("Sinh", unary((g, x, y, dy) -> g.mul(dy, g.sqrt(g.add(g.square(y), 1))))),
            entry("Cosh", unary((g, x, y, dy) -> g.mul(dy, g.mul(y, g.tanh(x))))),
            entry("Tanh", unary((g, x, y, dy) -> g.mul(dy, g.sub(1, g.square(y))))),
            entry("Asinh", unary((g, x, y, dy) -> g.div(dy, g.sqrt(g.add(g.square(x), 1))))),
            entry("Acosh", unary((g, x, y, dy) -> g.div(dy, g.sqrt(g.sub(g.square(x), 1))))),
            entry("Atanh", unary((g, x, y, dy) -> g.div(dy, g.sub(1, g.square(x))))),
            entry("Add", binary((g, a, b, y, dy) -> dy, (g, a, b, y, dy) -> dy)),
            entry("Sub", binary((g, a, b, y, dy) -> dy, (g, a, b, y, dy) -> g.neg(dy))),
            entry("Mul", binary((g, a, b, y, dy) -> g.mul(dy, b), (g, a, b, y, dy) -> g.mul(dy, a))),
            entry("Div", binary((g, a, b, y, dy) -> g.div(dy, b), (g, a, b, y, dy) -> g.neg(g.div(g.mul(dy, y), b)))),
            entry("Mod", binary((g, a, b, y, dy) -> dy, (g, a, b, y, dy) -> g.neg(g.mul(dy, quotient(g, a, b))))),
            entry("Pow", binary(ElementwiseGradients::base, ElementwiseGradients::exponent)),
            entry("Sum", ElementwiseGradients::each),
            entry("Max", ElementwiseGradients::extreme),
            entry("Min", ElementwiseGradients::extreme),
            entry("Where", ElementwiseGradients::where));

    private ElementwiseGradients() {}

    /** d xᵖ / dx = p·xᵖ⁻¹, and 0 for p = 0 wherever x lies. */
    private static Value base(GraphBuilder g, Value x, Value p, Value y, Value dy) {
        Value exponent = g.cast(p, x.type());
        if (Arithmetic.isFilled(exponent, 2)) {
            return g.mul(dy, g.mul(x, 2));
        }
        if (Arithmetic.isFilled(exponent, 1)) {
            return dy;
        }
        if (Arithmetic.isFilled(exponent, 0)) {
            return g.zeros(dy);
        }
        Value slope = g.mul(g.op("Pow", x, g.sub(exponent, 1)), exponent);
        boolean never = p.known().isPresent() && p.shape().size() == 1;
        return g.mul(dy, never ? slope : g.where(g.not(g.equal(exponent, g.number(x, 0))), slope));
    }

    /** d xᵖ / dp = xᵖ·log x, and 0 at x = 0. */
    private static Value exponent(GraphBuilder g, Value x, Value p, Value y, Value dy) {
        Value log = g.log(g.where(g.equal(x, g.number(x, 0)), g.number(x, 1), x));
        return g.cast(g.mul(dy, g.mul(y, log)), p.type());
    }

    /** How often b goes into a, rounded toward 0. */
    private static Value quotient(GraphBuilder g, Value a, Value b) {
        Value exact = g.div(a, b);
        return g.mul(g.sign(exact), g.floor(g.abs(exact)));
    }

    private static void each(Pull p) {
        for (int i = 0; i < p.operation().inputs().size(); i++) {
            p.give(i, p::dy);
        }
    }

    /** Operands that are equally large share what arrives. */
    private static void extreme(Pull p) {
        GraphBuilder g = p.graph();
        for (int i = 0; i < p.operation().inputs().size(); i++) {
            Value x = p.in(i);
            p.give(i, () -> g.where(g.equal(x, p.out(0)), g.div(p.dy(), winners(p))));
        }
    }

    private static Value winners(Pull p) {
        GraphBuilder g = p.graph();
        return p.operation().inputs().stream()
                .map(x -> g.cast(g.equal(x, p.out(0)), p.out(0).type()))
                .reduce(g::add)
                .orElseThrow();
    }

    private static void where(Pull p) {
        p.give(1, () -> p.graph().where(p.in(0), p.dy()));
        p.give(2, () -> p.graph().where(p.graph().not(p.in(0)), p.dy()));
    }
}
