package ai.interpretdl.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A dense array as ONNX stores it: little endian, row-major. Immutable by agreement: {@link #bytes()} hands out read-only views.
 *
 * <p>Strings are kept beside the bytes. A tensor holds at most 2 GiB; larger weights stay in their file.
 */
public final class Tensor {
    private final ElementType type;
    private final Shape shape;
    private final ByteBuffer bytes;
    private final List<String> strings;

    private Tensor(ElementType type, Shape shape, ByteBuffer bytes, List<String> strings) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
        this.strings = strings;
    }

    /**
     * A tensor over existing bytes, which are not copied.
     *
     * @throws IllegalArgumentException when their number does not fit the shape
     */
    public static Tensor of(ElementType type, Shape shape, ByteBuffer bytes) {
        if (bytes.remaining() != type.bytes(shape.size())) {
            throw new IllegalArgumentException(
                    type + " " + shape + " takes " + type.bytes(shape.size()) + " bytes, not " + bytes.remaining());
        }
        return new Tensor(type, shape, bytes.slice().order(ByteOrder.LITTLE_ENDIAN), List.of());
    }

    public static Tensor of(float[] values, long... dims) {
        ByteBuffer bytes = allocate(ElementType.FLOAT, values.length);
        bytes.asFloatBuffer().put(values);
        return of(ElementType.FLOAT, Shape.of(dims), bytes);
    }

    public static Tensor of(double[] values, long... dims) {
        ByteBuffer bytes = allocate(ElementType.DOUBLE, values.length);
        bytes.asDoubleBuffer().put(values);
        return of(ElementType.DOUBLE, Shape.of(dims), bytes);
    }

    public static Tensor of(long[] values, long... dims) {
        ByteBuffer bytes = allocate(ElementType.INT64, values.length);
        bytes.asLongBuffer().put(values);
        return of(ElementType.INT64, Shape.of(dims), bytes);
    }

    public static Tensor of(int[] values, long... dims) {
        ByteBuffer bytes = allocate(ElementType.INT32, values.length);
        bytes.asIntBuffer().put(values);
        return of(ElementType.INT32, Shape.of(dims), bytes);
    }

    public static Tensor of(boolean[] values, long... dims) {
        ByteBuffer bytes = allocate(ElementType.BOOL, values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) (values[i] ? 1 : 0));
        }
        return of(ElementType.BOOL, Shape.of(dims), bytes);
    }

    public static Tensor of(List<String> values, long... dims) {
        Shape shape = Shape.of(dims);
        if (shape.size() != values.size()) {
            throw new IllegalArgumentException(shape + " takes " + shape.size() + " strings, not " + values.size());
        }
        return new Tensor(ElementType.STRING, shape, ByteBuffer.allocate(0), List.copyOf(values));
    }

    public static Tensor scalar(float value) {
        return of(new float[] {value});
    }

    public static Tensor scalar(long value) {
        return of(new long[] {value});
    }

    public static Tensor zeros(Shape shape) {
        return of(ElementType.FLOAT, shape, allocate(ElementType.FLOAT, shape.size()));
    }

    public static Tensor full(Shape shape, float value) {
        float[] values = new float[Math.toIntExact(shape.size())];
        Arrays.fill(values, value);
        return of(values, shape.dims());
    }

    /** One number of any numeric type, without axes. */
    public static Tensor scalar(ElementType type, double value) {
        return of(type, new double[] {value});
    }

    /** Numbers rounded to any numeric type. */
    public static Tensor of(ElementType type, double[] values, long... dims) {
        ByteBuffer bytes = allocate(type, values.length);
        for (int i = 0; i < values.length; i++) {
            put(bytes, type, i, values[i]);
        }
        return of(type, Shape.of(dims), bytes);
    }

    private static void put(ByteBuffer bytes, ElementType type, int i, double value) {
        switch (type) {
            case FLOAT -> bytes.putFloat(4 * i, (float) value);
            case DOUBLE -> bytes.putDouble(8 * i, value);
            case FLOAT16 -> bytes.putShort(2 * i, Half.of((float) value));
            case BFLOAT16 -> bytes.putShort(2 * i, (short) (Float.floatToIntBits((float) value) >>> 16));
            case INT64, UINT64 -> bytes.putLong(8 * i, (long) value);
            case INT32, UINT32 -> bytes.putInt(4 * i, (int) (long) value);
            case INT16, UINT16 -> bytes.putShort(2 * i, (short) (long) value);
            case INT8, UINT8, BOOL -> bytes.put(i, (byte) (long) value);
            default -> throw new IllegalArgumentException("no number can be a " + type);
        }
    }

    public ElementType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /** The bytes, little endian, from position 0, read-only. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IllegalStateException when this is no tensor of strings */
    public List<String> strings() {
        if (type != ElementType.STRING) {
            throw new IllegalStateException(type + " tensor has no strings");
        }
        return strings;
    }

    /** All elements as 32-bit floats, in row-major order. */
    public float[] floats() {
        float[] values = new float[size()];
        if (type == ElementType.FLOAT) {
            bytes().asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) number(i);
            }
        }
        return values;
    }

    /** All elements as 64-bit floats, in row-major order. */
    public double[] doubles() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(i);
        }
        return values;
    }

    /** All elements as 64-bit integers, fractions cut off, in row-major order. */
    public long[] longs() {
        long[] values = new long[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = integer(i);
        }
        return values;
    }

    /** The same elements under another shape. */
    public Tensor reshape(long... dims) {
        Shape other = Shape.of(dims);
        if (other.size() != shape.size()) {
            throw new IllegalArgumentException("cannot reshape " + shape + " to " + other);
        }
        return new Tensor(type, other, bytes, strings);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive) along the first axis, without copying. */
    public Tensor rows(long from, long to) {
        Shape part = shape.with(0, to - from);
        if (type == ElementType.STRING) {
            int row = size() / Math.max(1, Math.toIntExact(shape.dim(0)));
            return of(strings.subList(Math.toIntExact(from * row), Math.toIntExact(to * row)), part.dims());
        }
        int row = Math.toIntExact(type.bytes(shape.slice(1, shape.rank()).size()));
        return of(type, part, bytes.slice(Math.toIntExact(from * row), Math.toIntExact((to - from) * row)));
    }

    /**
     * The tensors one after the other along the first axis.
     *
     * @throws IllegalArgumentException when they differ in their type or in another axis
     */
    public static Tensor concat(List<Tensor> parts) {
        Tensor first = parts.get(0);
        for (Tensor part : parts) {
            boolean fits = part.shape.rank() == first.shape.rank()
                    && part.shape.with(0, first.shape.dim(0)).equals(first.shape)
                    && part.type == first.type;
            if (!fits) {
                throw new IllegalArgumentException(part.type + " " + part.shape + " cannot stand behind " + first.type
                        + " " + first.shape + ": rows are of one type and shape");
            }
        }
        long rows = parts.stream().mapToLong(part -> part.shape.dim(0)).sum();
        Shape all = first.shape.with(0, rows);
        if (first.type == ElementType.STRING) {
            return of(parts.stream().flatMap(part -> part.strings.stream()).toList(), all.dims());
        }
        ByteBuffer joined = allocate(first.type, all.size());
        parts.forEach(part -> joined.put(part.bytes()));
        return of(first.type, all, joined.flip());
    }

    private int size() {
        return Math.toIntExact(shape.size());
    }

    private double number(int i) {
        return switch (type) {
            case FLOAT -> bytes.getFloat(4 * i);
            case DOUBLE -> bytes.getDouble(8 * i);
            case FLOAT16 -> Half.toFloat(bytes.getShort(2 * i));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
            default -> integer(i);
        };
    }

    private long integer(int i) {
        return switch (type) {
            case INT64, UINT64 -> bytes.getLong(8 * i);
            case INT32 -> bytes.getInt(4 * i);
            case UINT32 -> Integer.toUnsignedLong(bytes.getInt(4 * i));
            case INT16 -> bytes.getShort(2 * i);
            case UINT16 -> Short.toUnsignedLong(bytes.getShort(2 * i));
            case INT8 -> bytes.get(i);
            case UINT8, BOOL -> Byte.toUnsignedLong(bytes.get(i));
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> (long) number(i);
            default -> throw new IllegalStateException("the elements of a " + type + " tensor are no numbers");
        };
    }

    /** Room for that many elements; direct unless small, so that a runtime can read it in place. */
    private static ByteBuffer allocate(ElementType type, long count) {
        int size = Math.toIntExact(type.bytes(count));
        ByteBuffer bytes = size < 4096 ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && type == tensor.type
                && shape.equals(tensor.shape)
                && bytes.equals(tensor.bytes)
                && strings.equals(tensor.strings);
    }

    @Override
    public int hashCode() {
        return shape.hashCode() * 31 + bytes.hashCode() + strings.hashCode();
    }

    @Override
    public String toString() {
        return type + shape.toString();
    }
}
