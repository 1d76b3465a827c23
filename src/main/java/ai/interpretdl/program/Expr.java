package ai.interpretdl.program;

import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A symbolic value, written for one row of the input: {@code [C, H, W]} of an image, {@code []} of a score. Shapes broadcast as in
 * NumPy, among own axes only; rows and sample axes follow unseen.
 *
 * <p>With several explained inputs an expression is a bundle of tensors, one an input; arithmetic acts on each, and a single tensor
 * beside a bundle is taken for each.
 */
public final class Expr {
    private final Trace trace;
    private final List<Part> parts;

    Expr(Trace trace, List<Part> parts) {
        this.trace = trace;
        this.parts = List.copyOf(parts);
    }

    Expr(Trace trace, Part part) {
        this(trace, List.of(part));
    }

    Trace trace() {
        return trace;
    }

    List<Part> parts() {
        return parts;
    }

    /** The only tensor. */
    Part part() {
        if (parts.size() != 1) {
            throw new IllegalStateException("one tensor is asked of a bundle of " + parts.size());
        }
        return parts.get(0);
    }

    /** How many tensors it bundles. */
    public int size() {
        return parts.size();
    }

    /** One tensor of a bundle. */
    public Expr get(int index) {
        return new Expr(trace, parts.get(index));
    }

    /** Tensors as a bundle. */
    public static Expr bundle(List<Expr> expressions) {
        return new Expr(
                expressions.get(0).trace,
                expressions.stream().flatMap(e -> e.parts.stream()).toList());
    }

    /** The shape for one row of one sample. */
    public Shape shape() {
        return part().own();
    }

    public ElementType type() {
        return part().value().type();
    }

    private GraphBuilder g() {
        return trace.graph();
    }

    public Expr plus(Expr other) {
        return binary(other, g()::add);
    }

    public Expr minus(Expr other) {
        return binary(other, g()::sub);
    }

    public Expr times(Expr other) {
        return binary(other, g()::mul);
    }

    public Expr over(Expr other) {
        return binary(other, g()::div);
    }

    public Expr plus(double number) {
        return each(x -> g().add(x, number));
    }

    public Expr minus(double number) {
        return each(x -> g().sub(x, number));
    }

    public Expr times(double number) {
        return each(x -> g().mul(x, number));
    }

    public Expr over(double number) {
        return each(x -> g().div(x, number));
    }

    public Expr max(Expr other) {
        return binary(other, g()::max);
    }

    public Expr min(Expr other) {
        return binary(other, g()::min);
    }

    public Expr negate() {
        return each(g()::neg);
    }

    public Expr abs() {
        return each(g()::abs);
    }

    public Expr square() {
        return each(g()::square);
    }

    public Expr sqrt() {
        return each(g()::sqrt);
    }

    public Expr exp() {
        return each(g()::exp);
    }

    public Expr log() {
        return each(g()::log);
    }

    public Expr relu() {
        return each(g()::relu);
    }

    public Expr sigmoid() {
        return each(g()::sigmoid);
    }

    public Expr floor() {
        return each(g()::floor);
    }

    public Expr cast(ElementType type) {
        return each(x -> g().cast(x, type));
    }

    public Expr greater(Expr other) {
        return binary(other, g()::greater);
    }

    public Expr less(Expr other) {
        return binary(other, g()::less);
    }

    public Expr equalTo(Expr other) {
        return binary(other, g()::equal);
    }

    public Expr greater(double number) {
        return each(x -> g().greater(x, number));
    }

    public Expr less(double number) {
        return each(x -> g().less(x, number));
    }

    public Expr and(Expr other) {
        return binary(other, g()::and);
    }

    public Expr or(Expr other) {
        return binary(other, g()::or);
    }

    public Expr not() {
        return each(g()::not);
    }

    /** {@code then} where this condition holds, else {@code otherwise}. */
    public Expr where(Expr then, Expr otherwise) {
        List<Part> joined = new ArrayList<>();
        int count = Math.max(parts.size(), Math.max(then.parts.size(), otherwise.parts.size()));
        for (int i = 0; i < count; i++) {
            List<Part> three = List.of(pick(i), then.pick(i), otherwise.pick(i));
            joined.add(together(three, v -> g().where(v.get(0), v.get(1), v.get(2))));
        }
        return new Expr(trace, joined);
    }

    /** The ratio, and 0 where the divisor is 0. */
    public Expr overOrZero(Expr divisor) {
        Expr zero = divisor.each(d -> g().equal(d, g().number(d, 0)));
        Expr safe = zero.where(divisor.number(1), divisor);
        return zero.where(number(0), over(safe));
    }

    /** A number of the same type for each tensor, the same for all rows and samples. */
    private Expr number(double number) {
        return new Expr(
                trace,
                parts.stream()
                        .map(part -> new Part(g().number(part.value(), number), List.of(), false))
                        .toList());
    }

    /** Zeros of the same shape. */
    public Expr zeros() {
        return each(g()::zeros);
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
        return each(x -> g().op(
                        "ArgMax",
                        java.util.Map.of(
                                "axis", ai.interpretdl.onnx.Attribute.of(x.rank() - 1L),
                                "keepdims", ai.interpretdl.onnx.Attribute.of(0L)),
                        x));
    }

    public Expr softmax() {
        return each(x -> g().op("Softmax", java.util.Map.of("axis", ai.interpretdl.onnx.Attribute.of(-1L)), x));
    }

    public Expr reshape(long... dims) {
        return eachPart(part -> g().reshape(
                        part.value(), part.value().shape().slice(0, part.lead()).concat(Shape.of(dims))));
    }

    public Expr expand(long... dims) {
        return eachPart(part -> {
            Shape lead = part.value().shape().slice(0, part.lead());
            Value widened = trace.aligned(part, part.axes(), part.rows(), dims.length);
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
        Value numbers = trace.spread(map.with(flat), axes, true);
        Value values = trace.spread(part, axes, true);
        Value found = g().op(
                        "GatherElements",
                        java.util.Map.of("axis", ai.interpretdl.onnx.Attribute.of((long) values.rank() - 1)),
                        values,
                        numbers);
        return g().reshape(found, found.shape().slice(0, found.rank() - 1).concat(picked));
    }

    // ---- over samples

    /** The sum over all samples of an axis. */
    public Expr sum(Samples axis) {
        return new Expr(trace, parts.stream().map(part -> summed(part, axis)).toList());
    }

    /** The average over all samples of an axis; over those taken, when a run is stopped early. */
    public Expr mean(Samples axis) {
        List<Part> means = new ArrayList<>();
        for (Part part : parts) {
            Part sum = summed(part, axis);
            boolean depends = part.axes().contains(axis);
            Value count = g().cast(trace.count(axis), part.value().type());
            means.add(depends ? sum.with(g().div(sum.value(), count)) : part);
        }
        return new Expr(trace, means);
    }

    private Part summed(Part part, Samples axis) {
        int at = part.axes().indexOf(axis);
        if (at < 0) {
            return part.with(g().mul(part.value(), axis.count()));
        }
        long[] dims = new long[part.value().rank() - at];
        Arrays.fill(dims, 1);
        dims[0] = trace.chunk(axis);
        Value weight =
                g().cast(g().reshape(trace.weight(axis), dims), part.value().type());
        Value ofStep = g().sum(g().mul(part.value(), weight), false, at);
        return new Part(trace.loopSum(ofStep, axis), without(part, axis), part.rows());
    }

    /** All samples of an axis as a new first own axis. */
    public Expr stack(Samples axis) {
        return new Expr(trace, parts.stream().map(part -> stacked(part, axis)).toList());
    }

    private Part stacked(Part given, Samples axis) {
        List<Samples> axes = given.axes().contains(axis)
                ? given.axes()
                : Part.union(List.of(given, new Part(trace.index(axis), List.of(axis), false)));
        Part part = given.axes().contains(axis)
                ? given
                : new Part(trace.spread(given, axes, given.rows()), axes, given.rows());
        int at = part.axes().indexOf(axis);
        int rank = part.value().rank();
        int[] toFront = IntStream.concat(
                        IntStream.of(at), IntStream.range(0, rank).filter(i -> i != at))
                .toArray();
        Value all = trace.loopStack(g().transpose(part.value(), toFront), axis);
        int lead = part.lead();
        int[] behindRows = IntStream.concat(
                        IntStream.concat(IntStream.range(1, lead), IntStream.of(0)), IntStream.range(lead, rank))
                .toArray();
        return new Part(g().transpose(all, behindRows), without(part, axis), part.rows());
    }

    private static List<Samples> without(Part part, Samples axis) {
        return part.axes().stream().filter(a -> !a.equals(axis)).toList();
    }

    // ---- how operators act on parts

    private Part pick(int i) {
        return parts.get(parts.size() == 1 ? 0 : i);
    }

    private Expr each(UnaryOperator<Value> f) {
        return new Expr(
                trace,
                parts.stream().map(part -> part.with(f.apply(part.value()))).toList());
    }

    private Expr eachPart(java.util.function.Function<Part, Value> f) {
        return new Expr(
                trace, parts.stream().map(part -> part.with(f.apply(part))).toList());
    }

    private Expr eachPart(java.util.function.Function<Part, Value> f, Part beside) {
        return new Expr(
                trace,
                parts.stream()
                        .map(part -> new Part(f.apply(part), Part.union(List.of(part, beside)), true))
                        .toList());
    }

    private Expr binary(Expr other, BinaryOperator<Value> f) {
        if (parts.size() != other.parts.size() && parts.size() != 1 && other.parts.size() != 1) {
            throw new IllegalStateException(
                    "a bundle of " + parts.size() + " tensors beside one of " + other.parts.size());
        }
        List<Part> results = new ArrayList<>();
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            results.add(together(List.of(pick(i), other.pick(i)), v -> f.apply(v.get(0), v.get(1))));
        }
        return new Expr(trace, results);
    }

    private Part together(List<Part> operands, java.util.function.Function<List<Value>, Value> f) {
        List<Samples> axes = Part.union(operands);
        boolean rows = operands.stream().anyMatch(Part::rows);
        int rank = operands.stream().mapToInt(part -> part.own().rank()).max().orElse(0);
        List<Value> aligned = operands.stream()
                .map(part -> trace.aligned(part, axes, rows, rank))
                .toList();
        return whole(f.apply(aligned), axes, rows, rank);
    }

    /** Leading ones that broadcasting left out are put back. */
    private Part whole(Value value, List<Samples> axes, boolean rows, int ownRank) {
        int lead = axes.size() + (rows ? 1 : 0);
        if (value.rank() == lead + ownRank) {
            return new Part(value, axes, rows);
        }
        long[] ones = new long[lead + ownRank - value.rank()];
        Arrays.fill(ones, 1);
        return new Part(g().reshape(value, Shape.of(ones).concat(value.shape())), axes, rows);
    }

    /** The same numbers, repeated for every sample and row that another expression varies with. */
    Expr besides(Expr other) {
        List<Part> spread = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Samples> axes = Part.union(List.of(parts.get(i), other.pick(i)));
            boolean rows = parts.get(i).rows() || other.pick(i).rows();
            spread.add(new Part(trace.spread(parts.get(i), axes, rows), axes, rows));
        }
        return new Expr(trace, spread);
    }

    /** A known tensor beside this one, the same for all rows and samples. */
    public Expr constant(Tensor tensor) {
        return new Expr(trace, new Part(g().constant(tensor), List.of(), false));
    }
}
