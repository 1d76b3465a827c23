package ai.interpretdl.autodiff;

import static java.util.Map.entry;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.Map;
import java.util.stream.IntStream;

/** Sums, means, extremes and norms over axes, and running sums. */
final class ReductionGradients {
    /** The gradient from x, y and dy, the latter two with axes of length 1 where x was reduced. */
    private interface Reduced {
        Value of(GraphBuilder g, Value x, Value y, Value dy);
    }

    static final Map<String, Rule> TABLE = Map.ofEntries(
            entry("ReduceSum", kept((g, x, y, dy) -> dy)),
            entry("ReduceMean", kept((g, x, y, dy) -> g.div(dy, (double) count(x, y)))),
            entry("ReduceL1", kept((g, x, y, dy) -> g.mul(dy, g.sign(x)))),
            entry("ReduceL2", kept((g, x, y, dy) -> g.mul(x, g.div(dy, positive(g, y))))),
            entry("ReduceSumSquare", kept((g, x, y, dy) -> g.mul(x, g.mul(dy, 2)))),
            entry("ReduceLogSum", kept((g, x, y, dy) -> g.mul(dy, g.exp(g.neg(y))))),
            entry("ReduceLogSumExp", kept((g, x, y, dy) -> g.mul(dy, g.exp(g.sub(x, y))))),
            entry("ReduceMax", kept(ReductionGradients::extreme)),
            entry("ReduceMin", kept(ReductionGradients::extreme)),
            entry("ReduceProd", kept((g, x, y, dy) -> g.mul(dy, RunningProduct.ofOthers(g, x, reduced(x, y))))),
            entry(
                    "CumSum",
                    Rule.unary((g, x, y, dy) -> runningSum(g, y.operation().orElseThrow(), dy))));

    private ReductionGradients() {}

    private static Rule kept(Reduced formula) {
        return p -> p.give(0, () -> {
            Value x = p.in(0);
            Shape shape = Shapes.reduced(p.operation(), true);
            Value y = p.graph().reshape(p.out(0), shape);
            return p.graph().expand(formula.of(p.graph(), x, y, p.graph().reshape(p.dy(), shape)), x.shape());
        });
    }

    private static long count(Value x, Value y) {
        return x.shape().size() / Math.max(1, y.shape().size());
    }

    private static int[] reduced(Value x, Value y) {
        return IntStream.range(0, x.rank()).filter(i -> x.dim(i) != y.dim(i)).toArray();
    }

    /** A norm to divide by: where it is 0, so is what it divides. */
    private static Value positive(GraphBuilder g, Value norm) {
        return g.where(g.greater(norm, 0), norm, g.number(norm, 1));
    }

    /** Elements that are equally large share what arrives. */
    private static Value extreme(GraphBuilder g, Value x, Value y, Value dy) {
        Value winners = g.cast(g.equal(x, y), x.type());
        return g.mul(winners, g.div(dy, g.sum(winners, true, reduced(x, y))));
    }

    /** What runs forward runs back. */
    private static Value runningSum(GraphBuilder g, Operation o, Value dy) {
        Map<String, Attribute> reversed = Map.of(
                "exclusive", Attribute.of(o.integer("exclusive", 0)),
                "reverse", Attribute.of(1 - o.integer("reverse", 0)));
        return g.op("CumSum", reversed, dy, o.input(1));
    }
}
