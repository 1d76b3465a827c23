package ai.interpretdl.program;

import ai.interpretdl.autodiff.Value;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A symbolic value, written for one row of the input: {@code [C, H, W]} of an image, {@code []} of a score. Shapes broadcast as in
 * NumPy, among own axes only; rows and sample axes follow unseen. Floating numbers of different types meet in the wider one, and a model
 * takes what it is fed in the type that it has for it: an equation need not know whether a model is of FLOAT, DOUBLE or FLOAT16.
 *
 * <p>With several explained inputs an expression is a bundle of tensors, one an input; arithmetic acts on each, and a single tensor
 * beside a bundle is taken for each.
 */
public final class Expr extends Elements {
    Expr(Trace trace, List<Part> parts) {
        super(trace, parts);
    }

    Expr(Trace trace, Part part) {
        this(trace, List.of(part));
    }

    /** Tensors as a bundle. */
    public static Expr bundle(List<Expr> expressions) {
        return new Expr(
                expressions.get(0).trace(),
                expressions.stream().flatMap(e -> e.parts().stream()).toList());
    }

    /** A known tensor beside this one, the same for all rows and samples. */
    public Expr constant(Tensor tensor) {
        return new Expr(trace(), new Part(g().constant(tensor), List.of(), false));
    }

    // ---- over the own axes of one row

    /** Summed over own axes, all of them when none is named. */
    public Expr sum(int... axes) {
        return reduce("ReduceSum", false, axes);
    }

    public Expr mean(int... axes) {
        return reduce("ReduceMean", false, axes);
    }

    public Expr max(int... axes) {
        return reduce("ReduceMax", false, axes);
    }

    public Expr min(int... axes) {
        return reduce("ReduceMin", false, axes);
    }

    /** Any reduction over own axes, which stay with length 1 when {@code keep}. */
    public Expr reduce(String operator, boolean keep, int... axes) {
        return eachPart(part -> {
            int rank = part.own().rank();
            int[] all = axes.length == 0 ? IntStream.range(0, rank).toArray() : axes;
            int[] shifted = Arrays.stream(all)
                    .map(a -> part.lead() + (a < 0 ? a + rank : a))
                    .toArray();
            return g().reduce(operator, part.value(), keep, shifted);
        });
    }

    /** The number of the largest entry along the last own axis, INT64; of equals the first. */
    public Expr largest() {
        return onEach(x -> g().op(
                        "ArgMax",
                        Map.of(
                                "axis", Attribute.of(x.rank() - 1L),
                                "keepdims", Attribute.of(0L)),
                        x));
    }

    public Expr softmax() {
        return onEach(x -> g().op("Softmax", Map.of("axis", Attribute.of(-1L)), x));
    }

    public Expr reshape(long... dims) {
        return eachPart(part -> g().reshape(
                        part.value(), part.value().shape().slice(0, part.lead()).concat(Shape.of(dims))));
    }

    public Expr expand(long... dims) {
        return eachPart(part -> {
            Shape lead = part.value().shape().slice(0, part.lead());
            Value widened = trace().aligned(part, part.axes(), part.rows(), dims.length);
            return g().expand(widened, lead.concat(Shape.of(dims)));
        });
    }

    /** Own axes in another order. */
    public Expr transpose(int... order) {
        return eachPart(part -> {
            int lead = part.lead();
            int[] full = IntStream.concat(
                            IntStream.range(0, lead), Arrays.stream(order).map(a -> a + lead))
                    .toArray();
            return g().transpose(part.value(), full);
        });
    }

    /** The matrix product over the last two own axes. */
    public Expr matmul(Expr other) {
        return binary(other, g()::matmul);
    }

    /** Elements {@code from} to {@code to} (exclusive) of an own axis. */
    public Expr slice(int axis, long from, long to) {
        return eachPart(part -> g().slice(part.value(), part.lead() + axis, from, to));
    }

    /** For each element of a map of numbers the entry of the last own axis with that number: {@code [K]} to the map's shape. */
    public Expr pick(Expr numbers) {
        Part map = numbers.part();
        if (map.lead() == 0) {
            return eachPart(
                    part -> g().gather(part.value(), map.value(), part.value().rank() - 1));
        }
        return eachPart(part -> perRow(part, map), map);
    }

    /** Another map for each row: rows beside rows, by GatherElements over what is flattened. */
    private Value perRow(Part part, Part map) {
        Shape picked = map.own();
        Value flat = g().reshape(
                        map.value(), map.value().shape().slice(0, map.lead()).concat(Shape.of(picked.size())));
        List<Samples> axes = Part.union(List.of(part, map));
        Value numbers = trace().spread(map.with(flat), axes, true);
        Value values = trace().spread(part, axes, true);
        Value found = g().op("GatherElements", Map.of("axis", Attribute.of((long) values.rank() - 1)), values, numbers);
        return g().reshape(found, found.shape().slice(0, found.rank() - 1).concat(picked));
    }

    // ---- over samples

    /** The sum over all samples of an axis. */
    public Expr sum(Samples axis) {
        return new Expr(
                trace(), parts().stream().map(part -> summed(part, axis)).toList());
    }

    /** The average over all samples of an axis; over those taken, when a run is stopped early. */
    public Expr mean(Samples axis) {
        List<Part> means = new ArrayList<>();
        for (Part part : parts()) {
            Part sum = summed(part, axis);
            boolean depends = part.axes().contains(axis);
            Value count = g().cast(trace().count(axis), sum.value().type());
            means.add(depends ? sum.with(g().div(sum.value(), count)) : part);
        }
        return new Expr(trace(), means);
    }

    /** Halves are added up in FLOAT: of thousands of samples a half would lose the last ones. */
    private Part summed(Part given, Samples axis) {
        ElementType own = given.value().type();
        ElementType type = own.isFloating() ? own.wider(ElementType.FLOAT) : own;
        Part part = given.with(g().cast(given.value(), type));
        int at = part.axes().indexOf(axis);
        if (at < 0) {
            return part.with(g().mul(part.value(), axis.count()));
        }
        long[] dims = new long[part.value().rank() - at];
        Arrays.fill(dims, 1);
        dims[0] = trace().chunk(axis);
        Value weight = g().cast(g().reshape(trace().weight(axis), dims), type);
        Value ofStep = g().sum(g().mul(part.value(), weight), false, at);
        return new Part(trace().loopSum(ofStep, axis), without(part, axis), part.rows());
    }

    /** All samples of an axis as a new first own axis. */
    public Expr stack(Samples axis) {
        return new Expr(
                trace(), parts().stream().map(part -> stacked(part, axis)).toList());
    }

    private Part stacked(Part given, Samples axis) {
        List<Samples> axes = given.axes().contains(axis)
                ? given.axes()
                : Part.union(List.of(given, new Part(trace().index(axis), List.of(axis), false)));
        Part part = given.axes().contains(axis)
                ? given
                : new Part(trace().spread(given, axes, given.rows()), axes, given.rows());
        int at = part.axes().indexOf(axis);
        int rank = part.value().rank();
        int[] toFront = IntStream.concat(
                        IntStream.of(at), IntStream.range(0, rank).filter(i -> i != at))
                .toArray();
        Value all = trace().loopStack(g().transpose(part.value(), toFront), axis);
        int lead = part.lead();
        int[] behindRows = IntStream.concat(
                        IntStream.concat(IntStream.range(1, lead), IntStream.of(0)), IntStream.range(lead, rank))
                .toArray();
        return new Part(g().transpose(all, behindRows), without(part, axis), part.rows());
    }

    private static List<Samples> without(Part part, Samples axis) {
        return part.axes().stream().filter(a -> !a.equals(axis)).toList();
    }
}
