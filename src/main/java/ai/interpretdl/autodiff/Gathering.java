package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The transposes of Gather and GatherND: rows are added up where they were taken from. */
final class Gathering {
    /** Up to so many elements, repeated rows are summed by a product with a matrix of zeros and ones. */
    private static final long MATRIX = 1 << 16;

    private Gathering() {}

    /** dx[…, index[l], …] += dy[…, l, …]. */
    static Value gather(GraphBuilder g, Value x, Operation o, Value dy) {
        int axis = o.axis("axis", 0, x.rank());
        Value indices = o.input(1);
        long lead = x.shape().slice(0, axis).size();
        long trail = x.shape().slice(axis + 1, x.rank()).size();
        Value rows = g.reshape(dy, lead, indices.shape().size(), trail);
        Optional<long[]> known = indices.constant().map(t -> fromFront(t, x.dim(axis)));
        Value sums = known.map(source -> known(g, rows, x.dim(axis), source))
                .orElseGet(() -> scattered(g, rows, x.dim(axis), indices));
        return g.reshape(sums, x.shape());
    }

    private static long[] fromFront(Tensor indices, long length) {
        return Arrays.stream(indices.longs()).map(i -> i < 0 ? i + length : i).toArray();
    }

    /** [lead, l, trail] to [lead, n, trail], from places that are known when the graph is written. */
    private static Value known(GraphBuilder g, Value rows, long n, long[] source) {
        if (isRun(source)) {
            long first = source.length == 0 ? 0 : source[0];
            return g.pad(rows, new long[] {0, first, 0}, new long[] {0, n - first - source.length, 0});
        }
        if (Arrays.stream(source).distinct().count() == source.length) {
            return returned(g, rows, n, source);
        }
        return n * source.length <= MATRIX
                ? AxisMap.taking(n, source).transposed(g, rows, 1)
                : scattered(g, rows, n, g.ints(source));
    }

    private static boolean isRun(long[] source) {
        return IntStream.range(1, source.length).allMatch(l -> source[l] == source[0] + l);
    }

    /** Every row was taken at most once: it is taken back, and a row of zeros where nobody asked. */
    private static Value returned(GraphBuilder g, Value rows, long n, long[] source) {
        long[] back = new long[Math.toIntExact(n)];
        Arrays.fill(back, source.length);
        IntStream.range(0, source.length).forEach(l -> back[Math.toIntExact(source[l])] = l);
        boolean all = source.length == n;
        Value extended = all ? rows : g.pad(rows, new long[3], new long[] {0, 1, 0});
        return g.gather(extended, g.ints(back), 1);
    }

    private static Value scattered(GraphBuilder g, Value rows, long n, Value indices) {
        Value front = rows.dim(0) == 1 ? g.reshape(rows, rows.dim(1), 1, rows.dim(2)) : g.transpose(rows, 1, 0, 2);
        Value places = g.reshape(g.cast(indices, ElementType.INT64), rows.dim(1));
        Value sums = rowsAdded(g, n, places, front);
        return rows.dim(0) == 1 ? g.reshape(sums, 1, n, rows.dim(2)) : g.transpose(sums, 1, 0, 2);
    }

    /**
     * Sums of rows by place. In float64 element by element: CUDA's ScatterND adds no float64.
     *
     * @param places [l]
     * @param rows [l, …]
     * @return [n, …]
     */
    static Value rowsAdded(GraphBuilder g, long n, Value places, Value rows) {
        Value zeros = g.expand(g.number(rows, 0), rows.shape().with(0, n));
        long[] column = new long[rows.rank()];
        Arrays.fill(column, 1);
        column[0] = rows.dim(0);
        if (rows.type() == ElementType.DOUBLE) {
            Value each = g.expand(g.reshape(places, column), rows.shape());
            return g.scatterAdd(zeros, each, rows, 0);
        }
        Value indices = g.reshape(places, rows.dim(0), 1);
        return g.op("ScatterND", Map.of("reduction", Attribute.of("add")), zeros, indices, rows);
    }

    /** GatherND takes rows of the tensor whose indexed axes are joined. */
    static Value gatherNd(GraphBuilder g, Value x, Operation o, Value dy) {
        int batch = (int) o.integer("batch_dims", 0);
        Value indices = o.input(1);
        int indexed = batch + Math.toIntExact(indices.dim(-1));
        long count = indices.shape().slice(0, indices.rank() - 1).size();
        Shape row = x.shape().slice(indexed, x.rank());
        Value places = g.reshape(places(g, x.shape(), indices, batch), count);
        Value rows = g.reshape(dy, Shape.of(count).concat(row));
        return g.reshape(rowsAdded(g, x.shape().slice(0, indexed).size(), places, rows), x.shape());
    }

    /** Row numbers, in the shape of the indices without their last axis. */
    private static Value places(GraphBuilder g, Shape x, Value indices, int batch) {
        int k = Math.toIntExact(indices.dim(-1));
        long[] lengths = x.slice(batch, batch + k).dims();
        Value bounds = g.ints(lengths);
        Value negative = g.less(indices, g.constant(Tensor.scalar(0L)));
        Value front = g.where(negative, g.add(indices, bounds), indices);
        long[] strides = new long[k];
        IntStream.range(0, k)
                .forEach(i -> strides[i] = x.slice(batch + i + 1, batch + k).size());
        Value inside = g.sum(g.mul(front, g.ints(strides)), false, indices.rank() - 1);
        if (batch == 0) {
            return inside;
        }
        long size = x.slice(batch, batch + k).size();
        long[] first = IntStream.range(0, Math.toIntExact(x.slice(0, batch).size()))
                .mapToLong(b -> b * size)
                .toArray();
        long[] shape = new long[indices.rank() - 1];
        Arrays.fill(shape, 1);
        System.arraycopy(x.dims(), 0, shape, 0, batch);
        return g.add(inside, g.reshape(g.ints(first), shape));
    }
}
