package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that pick elements by index, or put them there. What is picked more than once gets the sum. */
final class IndexGradients {
    static final Map<String, Rule> TABLE = Map.ofEntries(
            Map.entry("Gather", Rule.unary((g, x, y, dy) -> Gathering.gather(g, x, of(y), dy))),
            Map.entry("GatherND", Rule.unary((g, x, y, dy) -> Gathering.gatherNd(g, x, of(y), dy))),
            Map.entry("GatherElements", Rule.unary((g, x, y, dy) -> put(g, x, of(y).input(1), dy, of(y)))),
            Map.entry("TopK", Rule.unary((g, x, y, dy) -> put(g, x, of(y).output(1), dy, of(y)))),
            Map.entry("ScatterElements", p -> scatter(p, IndexGradients::elementsAt)),
            Map.entry("ScatterND", p -> scatter(p, (g, x, o) -> g.op("GatherND", x, o.input(1)))),
            Map.entry("GridSample", Rule.spelled(GridSampling::spelled)),
            Map.entry("MaxRoiPool", Rule.spelled(RoiPooling::spelled)),
            Map.entry("RoiAlign", Rule.spelled(RoiAligning::spelled)),
            Map.entry("DeformConv", Rule.spelled(Deformation::spelled)),
            Map.entry("Det", Rule.unary((g, x, y, dy) -> determinant(g, x, dy))));

    private IndexGradients() {}

    private static Operation of(Value y) {
        return y.operation().orElseThrow();
    }

    /** Reads a tensor where a scatter operator writes it. */
    @FunctionalInterface
    private interface Reading {
        Value of(GraphBuilder g, Value x, Operation scatter);
    }

    /** dx[index] += dy, along the axis of an operator. */
    private static Value put(GraphBuilder g, Value x, Value indices, Value dy, Operation o) {
        long last = o.key().equals("TopK") ? -1 : 0;
        return g.scatterAdd(g.zeros(x), indices, dy, o.axis("axis", last, x.rank()));
    }

    private static Value elementsAt(GraphBuilder g, Value x, Operation o) {
        long axis = o.axis("axis", 0, x.rank());
        return g.op("GatherElements", Map.of("axis", Attribute.of(axis)), x, o.input(1));
    }

    /** y = x with u written, added, multiplied or compared at some places. */
    private static void scatter(Pull p, Reading at) {
        GraphBuilder g = p.graph();
        Operation o = p.operation();
        Value x = p.in(0);
        Value u = p.in(2);
        Value y = p.out(0);
        switch (o.text("reduction", "none")) {
            case "none" -> {
                p.give(0, () -> again(g, o, p.dy(), g.zeros(u)));
                p.give(2, () -> at.of(g, p.dy(), o));
            }
            case "add" -> {
                p.give(0, p::dy);
                p.give(2, () -> at.of(g, p.dy(), o));
            }
            case "mul" -> {
                p.give(0, () -> again(g, o, p.dy(), u));
                p.give(2, () -> g.div(at.of(g, g.mul(p.dy(), y), o), u));
            }
            default -> {
                p.give(0, () -> g.where(g.equal(x, y), p.dy()));
                p.give(2, () -> g.where(g.equal(u, at.of(g, y, o)), at.of(g, p.dy(), o)));
            }
        }
    }

    /** The same scatter of other numbers. */
    private static Value again(GraphBuilder g, Operation o, Value x, Value u) {
        return g.op(o.operator(), o.attributes(), x, o.input(1), u);
    }

    /** dX[i, j] = dy · (−1)ⁱ⁺ʲ · det(X without row i and column j): right for singular matrices, too. */
    private static Value determinant(GraphBuilder g, Value x, Value dy) {
        int n = Math.toIntExact(x.dim(-1));
        Shape batch = x.shape().slice(0, x.rank() - 2);
        Value slope = g.reshape(dy, batch.concat(Shape.of(1, 1)));
        if (n == 1) {
            return slope;
        }
        Value flat = g.reshape(x, batch.concat(Shape.of((long) n * n)));
        Value minors = g.gather(flat, g.constant(minors(n)), batch.rank());
        Value signs = g.numbers(x, Shape.of(n, n), k -> (k / n + k % n) % 2 == 0 ? 1 : -1);
        Value cofactors = g.mul(g.reshape(g.op("Det", minors), x.shape()), signs);
        return g.mul(slope, cofactors);
    }

    /** Where the elements of each minor are, [n·n, n−1, n−1]. */
    private static Tensor minors(int n) {
        long[] places = IntStream.range(0, n * n)
                .boxed()
                .flatMap(without -> IntStream.range(0, n * n)
                        .filter(k -> k / n != without / n && k % n != without % n)
                        .mapToObj(k -> (long) k))
                .mapToLong(Long::longValue)
                .toArray();
        return Tensor.of(places, (long) n * n, n - 1, n - 1);
    }
}
