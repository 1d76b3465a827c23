package ai.interpretdl.autodiff;

import java.util.Map;

/** Operators that work element by element. */
final class ElementwiseGradients {
    static final Map<String, Rule> TABLE = Map.ofEntries(
            Map.entry("Exp", Rule.unary((g, x, y, dy) -> g.mul(dy, y))),
            Map.entry("Log", Rule.unary((g, x, y, dy) -> g.div(dy, x))),
            Map.entry("Sqrt", Rule.unary((g, x, y, dy) -> g.div(dy, g.mul(y, 2)))),
            Map.entry("Neg", Rule.unary((g, x, y, dy) -> g.neg(dy))),
            Map.entry("Relu", Rule.unary((g, x, y, dy) -> g.where(g.greater(y, 0), dy))),
            Map.entry("Add", Rule.binary((g, a, b, y, dy) -> dy, (g, a, b, y, dy) -> dy)),
            Map.entry("Sub", Rule.binary((g, a, b, y, dy) -> dy, (g, a, b, y, dy) -> g.neg(dy))),
            Map.entry("Mul", Rule.binary((g, a, b, y, dy) -> g.mul(dy, b), (g, a, b, y, dy) -> g.mul(dy, a))),
            Map.entry(
                    "Div",
                    Rule.binary((g, a, b, y, dy) -> g.div(dy, b), (g, a, b, y, dy) -> g.neg(g.div(g.mul(dy, y), b)))),
            Map.entry("Where", ElementwiseGradients::where));

    private ElementwiseGradients() {}

    private static void where(Pull p) {
        p.give(1, () -> p.graph().where(p.in(0), p.dy()));
        p.give(2, () -> p.graph().where(p.graph().not(p.in(0)), p.dy()));
    }
}
