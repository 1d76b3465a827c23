package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The constants of a graph under construction, and what moves elements rather than change them, one method an operator. Reshaping to the
 * same shape writes nothing.
 */
public abstract class Shaping {
    /** Tells the reshape of a seam from others; for shapes without a 0 it means nothing to the runtime. */
    private static final Map<String, Attribute> SEAM = Map.of("allowzero", Attribute.of(1L));

    public abstract Value constant(Tensor tensor);

    /** An operation of the default domain with one output. */
    public abstract Value op(String operator, Map<String, Attribute> attributes, Value... inputs);

    /** An operation of the default domain with several outputs. */
    public abstract List<Value> ops(int outputs, String operator, Map<String, Attribute> attributes, Value... inputs);

    public Value op(String operator, Value... inputs) {
        return op(operator, Map.of(), inputs);
    }

    /** A number of the same type as a value. */
    public Value number(Value like, double number) {
        return constant(Tensor.scalar(like.type(), number));
    }

    /** Numbers of the same type as a value, by their position in row-major order. */
    public Value numbers(Value like, Shape shape, IntToDoubleFunction number) {
        double[] values = IntStream.range(0, Math.toIntExact(shape.size()))
                .mapToDouble(number)
                .toArray();
        return constant(Tensor.of(like.type(), values, shape.dims()));
    }

    public Value ints(long... values) {
        return constant(Tensor.of(values, values.length));
    }

    /** A value of equal elements, shaped like another. */
    public Value filled(Value like, double number) {
        return expand(number(like, number), like.shape());
    }

    public Value zeros(Value like) {
        return filled(like, 0);
    }

    public Value ones(Value like) {
        return filled(like, 1);
    }

    public Value cast(Value x, ElementType type) {
        return x.type() == type ? x : op("Cast", Map.of("to", Attribute.of(type.code())), x);
    }

    public Value transpose(Value x, int... permutation) {
        boolean same = IntStream.range(0, permutation.length).allMatch(i -> permutation[i] == i);
        long[] perm = Arrays.stream(permutation).asLongStream().toArray();
        return same ? x : op("Transpose", Map.of("perm", Attribute.ofInts(perm)), x);
    }

    /** Exchanges two axes; negative ones count from the last. */
    public Value swap(Value x, int a, int b) {
        int[] permutation = IntStream.range(0, x.rank()).toArray();
        permutation[a < 0 ? a + x.rank() : a] = b < 0 ? b + x.rank() : b;
        permutation[b < 0 ? b + x.rank() : b] = a < 0 ? a + x.rank() : a;
        return transpose(x, permutation);
    }

    public Value reshape(Value x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        Value source = x.operation()
                .filter(o -> o.key().equals("Reshape") && !SEAM.equals(o.attributes()))
                .map(o -> o.input(0))
                .orElse(x);
        return source.shape().equals(shape)
                ? source
                : op(
                        "Reshape",
                        Map.of("allowzero", Attribute.of(shape.size() == 0 ? 1L : 0L)),
                        source,
                        ints(shape.dims()));
    }

    /** As {@link #reshape}, but no later one looks through it: a gradient may be asked for at what it makes. */
    public Value seam(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : op("Reshape", SEAM, x, ints(shape.dims()));
    }

    public Value reshape(Value x, long... dims) {
        return reshape(x, Shape.of(dims));
    }

    public Value expand(Value x, Shape shape) {
        return x.shape().equals(shape) ? x : op("Expand", x, ints(shape.dims()));
    }

    public Value concat(int axis, List<Value> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : op("Concat", Map.of("axis", Attribute.of((long) axis)), parts.toArray(Value[]::new));
    }

    /** Values of one shape side by side along a new axis. */
    public Value stack(int axis, List<Value> parts) {
        return concat(axis, parts.stream().map(part -> unsqueezed(part, axis)).toList());
    }

    private Value unsqueezed(Value x, int axis) {
        Shape behind = x.shape().slice(axis, x.rank());
        return reshape(x, x.shape().slice(0, axis).concat(Shape.of(1)).concat(behind));
    }

    /** The slices of an axis, which they lack. One Split, so that their gradients are one Concat. */
    public List<Value> unstack(Value x, int axis) {
        Shape slice = x.shape().slice(0, axis).concat(x.shape().slice(axis + 1, x.rank()));
        int count = Math.toIntExact(x.dim(axis));
        long[] ones = LongStream.range(0, count).map(i -> 1).toArray();
        List<Value> parts =
                count == 1 ? List.of(x) : ops(count, "Split", Map.of("axis", Attribute.of(axis)), x, ints(ones));
        return parts.stream().map(part -> reshape(part, slice)).toList();
    }

    /** Elements {@code start} to {@code end} (exclusive) of an axis. */
    public Value slice(Value x, int axis, long start, long end) {
        return start == 0 && end >= x.dim(axis) ? x : op("Slice", x, ints(start), ints(end), ints(axis), ints(1));
    }

    /** Axes backward. */
    public Value reverse(Value x, int... axes) {
        long[] list = Arrays.stream(axes)
                .filter(axis -> x.dim(axis) > 1)
                .asLongStream()
                .toArray();
        long[] last = Arrays.stream(list).map(axis -> -1).toArray();
        long[] beyond = Arrays.stream(list).map(axis -> Long.MIN_VALUE).toArray();
        return list.length == 0 ? x : op("Slice", x, ints(last), ints(beyond), ints(list), ints(last));
    }

    /** Zeros before and behind each axis; negative numbers cut. */
    public Value pad(Value x, long[] before, long[] behind) {
        boolean nothing =
                LongStream.concat(Arrays.stream(before), Arrays.stream(behind)).allMatch(p -> p == 0);
        long[] pads =
                LongStream.concat(Arrays.stream(before), Arrays.stream(behind)).toArray();
        return nothing ? x : op("Pad", x, ints(pads), number(x, 0));
    }

    public Value gather(Value x, Value indices, int axis) {
        return op("Gather", Map.of("axis", Attribute.of((long) axis)), x, indices);
    }

    /** Adds updates into zeros: element i of the updates lands where index i says, along an axis. */
    public Value scatterAdd(Value zeros, Value indices, Value updates, int axis) {
        return op(
                "ScatterElements",
                Map.of("axis", Attribute.of((long) axis), "reduction", Attribute.of("add")),
                zeros,
                indices,
                updates);
    }

    /** The whole numbers from 0 to {@code count} (exclusive), not folded when long. */
    public Value range(long count) {
        return op("Range", constant(Tensor.scalar(0L)), constant(Tensor.scalar(count)), constant(Tensor.scalar(1L)));
    }
}
