package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A linear map of one axis, {@code y[…, j, …] = Σᵢ x[…, i, …] · m[i, j]}, as a matrix that is known when the graph is written.
 *
 * <p>The row i of the matrix is what the operator makes of the unit vector i, so one run on an identity matrix tells it, whatever the
 * operator's attributes mean.
 *
 * @param matrix [elements before, elements after]
 */
record AxisMap(Tensor matrix) {
    /** One unit vector a row. */
    static Tensor identity(ElementType type, long length) {
        int n = Math.toIntExact(length);
        double[] values = new double[Math.multiplyExact(n, n)];
        IntStream.range(0, n).forEach(i -> values[i * n + i] = 1);
        return Tensor.of(type, values, n, n);
    }

    /** dx[…, i, …] = Σⱼ dy[…, j, …] · m[i, j]. */
    Value transposed(GraphBuilder g, Value dy, int axis) {
        Optional<Long> repeat = repeats();
        if (repeat.isPresent()) {
            return summed(g, dy, axis, repeat.get());
        }
        Value m = g.cast(g.constant(matrix), dy.type());
        Shape shape = dy.shape();
        long lead = shape.slice(0, axis).size();
        long trail = shape.slice(axis + 1, shape.rank()).size();
        Shape result = shape.with(axis, matrix.shape().dim(0));
        return trail == 1
                ? g.reshape(g.matmul(g.reshape(dy, lead, shape.dim(axis)), g.transpose(m, 1, 0)), result)
                : g.reshape(g.matmul(m, g.reshape(dy, lead, shape.dim(axis), trail)), result);
    }

    /** How often each element is repeated in place, where that is all. */
    private Optional<Long> repeats() {
        long before = matrix.shape().dim(0);
        long after = matrix.shape().dim(1);
        long times = before == 0 ? 0 : after / before;
        float[] values = matrix.floats();
        boolean repeated = times > 0
                && after == times * before
                && IntStream.range(0, values.length)
                        .allMatch(k -> values[k] == (k % after / times == k / after ? 1 : 0));
        return Optional.of(times).filter(t -> repeated);
    }

    private static Value summed(GraphBuilder g, Value dy, int axis, long times) {
        Shape shape = dy.shape();
        if (times == 1) {
            return dy;
        }
        Shape split = shape.slice(0, axis)
                .concat(Shape.of(shape.dim(axis) / times, times))
                .concat(shape.slice(axis + 1, shape.rank()));
        return g.sum(g.reshape(dy, split), false, axis + 1);
    }

    /** The map that takes element {@code source[j]} for place j. */
    static AxisMap taking(long length, long... source) {
        int after = source.length;
        float[] values = new float[Math.toIntExact(length) * after];
        IntStream.range(0, after).forEach(j -> values[Math.toIntExact(source[j]) * after + j] = 1);
        return new AxisMap(Tensor.of(values, length, after));
    }
}
