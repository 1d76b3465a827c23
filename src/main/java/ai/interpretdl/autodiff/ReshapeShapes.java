package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Shapes of operators that move, cut or repeat elements. */
final class ReshapeShapes {
    private ReshapeShapes() {}

    static Shape reshape(Operation o) {
        Shape from = o.input(0).shape();
        long[] dims = o.known(1).longs();
        boolean zeroMeansZero = o.integer("allowzero", 0) == 1;
        int open = -1;
        long product = 1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 0 && !zeroMeansZero) {
                dims[i] = from.dim(i);
            }
            if (dims[i] == -1) {
                open = i;
            } else {
                product *= dims[i];
            }
        }
        if (open >= 0) {
            dims[open] = product == 0 ? 0 : from.size() / product;
        }
        Shape to = Shape.of(dims);
        if (to.size() != from.size()) {
            throw new IllegalArgumentException(
                    "cannot reshape " + from + " to " + to + (o.node().isEmpty() ? "" : " in " + o.node()));
        }
        return to;
    }

    static Shape flatten(Operation o) {
        Shape shape = o.input(0).shape();
        int axis = o.axis("axis", 1, shape.rank());
        return Shape.of(
                shape.slice(0, axis).size(), shape.slice(axis, shape.rank()).size());
    }

    static Shape squeeze(Operation o) {
        Shape shape = o.input(0).shape();
        List<Long> axes = o.has(1)
                ? Arrays.stream(o.known(1).longs())
                        .map(a -> a < 0 ? a + shape.rank() : a)
                        .boxed()
                        .toList()
                : IntStream.range(0, shape.rank())
                        .filter(i -> shape.dim(i) == 1)
                        .mapToObj(i -> (long) i)
                        .toList();
        return Shape.of(IntStream.range(0, shape.rank())
                .filter(i -> !axes.contains((long) i))
                .mapToLong(shape::dim)
                .toArray());
    }

    static Shape unsqueeze(Operation o) {
        Shape shape = o.input(0).shape();
        long[] axes = o.known(1).longs();
        int rank = shape.rank() + axes.length;
        List<Long> set =
                Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).boxed().toList();
        long[] dims = new long[rank];
        int from = 0;
        for (int i = 0; i < rank; i++) {
            dims[i] = set.contains((long) i) ? 1 : shape.dim(from++);
        }
        return Shape.of(dims);
    }

    static Shape transpose(Operation o) {
        Shape shape = o.input(0).shape();
        return Shape.of(Arrays.stream(permutation(o)).mapToLong(shape::dim).toArray());
    }

    /** The permutation of a Transpose, by default backward. */
    static int[] permutation(Operation o) {
        int rank = o.input(0).rank();
        long[] perm = o.integers("perm", 0, 0);
        return perm.length == rank
                ? Arrays.stream(perm).mapToInt(p -> (int) p).toArray()
                : IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    }

    static Shape tile(Operation o) {
        long[] repeats = o.known(1).longs();
        Shape shape = o.input(0).shape();
        return Shape.of(IntStream.range(0, repeats.length)
                .mapToLong(i -> shape.dim(i) * repeats[i])
                .toArray());
    }

    static Shape concat(Operation o) {
        int axis = o.axis("axis", 0, o.input(0).rank());
        return o.input(0)
                .shape()
                .with(axis, o.inputs().stream().mapToLong(in -> in.dim(axis)).sum());
    }

    static Shape slice(Operation o) {
        Shape shape = o.input(0).shape();
        for (Cut cut : Cut.of(o)) {
            shape = shape.with(cut.axis(), cut.count());
        }
        return shape;
    }

    static Shape pad(Operation o) {
        Shape shape = o.input(0).shape();
        long[] pads = padding(o);
        int rank = shape.rank();
        return Shape.of(IntStream.range(0, rank)
                .mapToLong(i -> shape.dim(i) + pads[i] + pads[i + rank])
                .toArray());
    }

    /** The pads of a Pad: before each axis, then behind each. */
    static long[] padding(Operation o) {
        long[] given = o.known(1).longs();
        if (!o.has(3)) {
            return given;
        }
        int rank = o.input(0).rank();
        long[] axes = o.known(3).longs();
        long[] pads = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = (int) (axes[i] < 0 ? axes[i] + rank : axes[i]);
            pads[axis] = given[i];
            pads[axis + rank] = given[i + axes.length];
        }
        return pads;
    }

    static Shape gather(Operation o) {
        Shape data = o.input(0).shape();
        int axis = o.axis("axis", 0, data.rank());
        return data.slice(0, axis).concat(o.input(1).shape()).concat(data.slice(axis + 1, data.rank()));
    }

    static Shape gatherNd(Operation o) {
        Shape data = o.input(0).shape();
        Shape indices = o.input(1).shape();
        int batch = (int) o.integer("batch_dims", 0);
        return indices.slice(0, indices.rank() - 1).concat(data.slice(batch + (int) indices.dim(-1), data.rank()));
    }

    static Shape depthToSpace(Operation o) {
        long block = o.integer("blocksize", 1);
        Shape x = o.input(0).shape();
        return Shape.of(x.dim(0), x.dim(1) / (block * block), x.dim(2) * block, x.dim(3) * block);
    }

    static Shape spaceToDepth(Operation o) {
        long block = o.integer("blocksize", 1);
        Shape x = o.input(0).shape();
        return Shape.of(x.dim(0), x.dim(1) * block * block, x.dim(2) / block, x.dim(3) / block);
    }

    static List<Shape> split(Operation o, int outputs) {
        Shape shape = o.input(0).shape();
        int axis = o.axis("axis", 0, shape.rank());
        long[] lengths;
        if (o.has(1)) {
            lengths = o.known(1).longs();
        } else {
            long part = (shape.dim(axis) + outputs - 1) / outputs;
            lengths = IntStream.range(0, outputs)
                    .mapToLong(i -> Math.min(part, shape.dim(axis) - i * part))
                    .toArray();
        }
        List<Shape> shapes = new ArrayList<>();
        Arrays.stream(lengths).forEach(length -> shapes.add(shape.with(axis, length)));
        return shapes;
    }
}
