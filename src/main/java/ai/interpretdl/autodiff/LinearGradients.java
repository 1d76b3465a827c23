package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.Map;

/** Products of matrices. Weights are used as they lie, never transposed into a copy. */
final class LinearGradients {
    static final Map<String, Rule> TABLE = Map.of(
            "MatMul",
            Rule.binary(LinearGradients::matMulLeft, LinearGradients::matMulRight),
            "Gemm",
            LinearGradients::gemm,
            "Einsum",
            EinsumGradient::pull);

    private LinearGradients() {}

    /** Y = AB, so dA = dY·Bᵀ. */
    private static Value matMulLeft(GraphBuilder g, Value a, Value b, Value y, Value dy) {
        Value right = column(g, b);
        Value arrived = g.reshape(dy, product(a, b, y));
        if (right.rank() == 2) {
            Value rows = product(g, 1, flat(g, arrived), right, false, true);
            return g.reshape(rows, a.shape());
        }
        return g.matmul(arrived, g.swap(right, -1, -2));
    }

    /** Y = AB, so dB = Aᵀ·dY. */
    private static Value matMulRight(GraphBuilder g, Value a, Value b, Value y, Value dy) {
        Value left = row(g, a);
        Value arrived = g.reshape(dy, product(a, b, y));
        Value columns = column(g, b).rank() == 2
                ? product(g, 1, flat(g, left), flat(g, arrived), true, false)
                : g.matmul(g.swap(left, -1, -2), arrived);
        return b.rank() == 1 ? g.reshape(columns, b.shape()) : columns;
    }

    /** The shape of a product, were vectors written as matrices. */
    private static Shape product(Value a, Value b, Value y) {
        Shape shape = b.rank() == 1 ? y.shape().concat(Shape.of(1)) : y.shape();
        int at = shape.rank() - 1;
        return a.rank() == 1 ? shape.slice(0, at).concat(Shape.of(1)).concat(shape.slice(at, at + 1)) : shape;
    }

    private static Value row(GraphBuilder g, Value a) {
        return a.rank() == 1 ? g.reshape(a, 1, a.dim(0)) : a;
    }

    private static Value column(GraphBuilder g, Value b) {
        return b.rank() == 1 ? g.reshape(b, b.dim(0), 1) : b;
    }

    /** All rows of a stack of matrices. */
    private static Value flat(GraphBuilder g, Value x) {
        long width = x.dim(-1);
        return g.reshape(x, x.shape().size() / Math.max(1, width), width);
    }

    /** Y = αA'B' + βC, where a flag says that A' = Aᵀ or B' = Bᵀ. */
    private static void gemm(Pull p) {
        GraphBuilder g = p.graph();
        Operation o = p.operation();
        float alpha = o.number("alpha", 1);
        boolean ta = o.integer("transA", 0) != 0;
        boolean tb = o.integer("transB", 0) != 0;
        Value a = p.in(0);
        Value b = p.in(1);
        Value dy = p.dy();
        p.give(0, () -> ta ? product(g, alpha, b, dy, tb, true) : product(g, alpha, dy, b, false, !tb));
        p.give(1, () -> tb ? product(g, alpha, dy, a, true, ta) : product(g, alpha, a, dy, !ta, false));
        p.give(2, () -> g.mul(dy, o.number("beta", 1)));
    }

    /** α·a·b of two matrices, transposed where said. */
    private static Value product(GraphBuilder g, float alpha, Value a, Value b, boolean ta, boolean tb) {
        Map<String, Attribute> attributes = Map.of(
                "alpha", Attribute.of(alpha), "transA", Attribute.of(ta ? 1L : 0), "transB", Attribute.of(tb ? 1L : 0));
        return g.op("Gemm", attributes, a, b);
    }
}
