package ai.interpretdl.functions.kit;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors in the JSON of the Open Inference Protocol: {@code name, datatype, shape, data}. */
public final class WireTensor {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private WireTensor() {}

    /**
     * The shape a caller wrote.
     *
     * @throws Refusal when a length is negative, or the tensor could not be held
     */
    public static Shape shape(String field, List<Long> dims, WireType type) {
        long bytes = Math.max(1, type.element().bytes(1));
        for (long dim : dims) {
            if (dim < 0) {
                throw Refusal.of(field, "has the shape " + dims + ", in which " + dim + " is negative");
            }
            if (dim > 0 && bytes > LARGEST / dim) {
                throw Refusal.of(field, "has the shape " + dims + ", which takes more than 2 GiB");
            }
            bytes *= dim;
        }
        return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * A tensor of the elements that JSON brought.
     *
     * @throws Refusal when their number, their kind or the range of one does not fit
     */
    public static Tensor of(String field, WireType type, Shape shape, WireData data) {
        if (data.count() != shape.size()) {
            throw Refusal.of(field, "has " + data.count() + " elements; its shape " + shape + " takes " + shape.size());
        }
        if (type == WireType.BYTES) {
            return Tensor.of(texts(field, data), shape.dims());
        }
        if (data.isText()) {
            throw Refusal.of(field, "has strings as elements, which are no " + type);
        }
        if (type == WireType.FP16) {
            throw Refusal.of(field, "is FP16, which JSON cannot carry: send it as binary data");
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(
                        Math.toIntExact(type.element().bytes(data.count())))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < data.count(); i++) {
            put(field, type, data, i, bytes);
        }
        return Tensor.of(type.element(), shape, bytes.flip());
    }

    private static List<String> texts(String field, WireData data) {
        if (data.count() > 0 && !data.isText()) {
            throw Refusal.of(field, "is BYTES; its elements must be strings");
        }
        return data.strings();
    }

    private static void put(String field, WireType type, WireData data, int i, ByteBuffer bytes) {
        double real = data.real(i);
        switch (type) {
            case FP32 -> bytes.putFloat(finite(field, i, (float) real));
            case FP64 -> bytes.putDouble(real);
            default -> {
                if (data.isFractional() && real != Math.rint(real)) {
                    throw Refusal.of(field, "has " + real + " as element " + i + ", which is no whole number");
                }
                integer(field, type, i, data.integer(i), bytes);
            }
        }
    }

    private static float finite(String field, int i, float value) {
        if (!Float.isFinite(value)) {
            throw Refusal.of(field, "has an element " + i + " that 32 bits cannot hold");
        }
        return value;
    }

    private static void integer(String field, WireType type, int i, long value, ByteBuffer bytes) {
        if (!type.holds(value)) {
            throw Refusal.of(field, "has " + value + " as element " + i + ", out of the range of " + type);
        }
        switch (Math.toIntExact(type.element().bytes(1))) {
            case 1 -> bytes.put((byte) value);
            case 2 -> bytes.putShort((short) value);
            case 4 -> bytes.putInt((int) value);
            default -> bytes.putLong(value);
        }
    }

    /**
     * Writes the four members of a tensor; JSON has no NaN, so what is not finite is null.
     *
     * @return how many elements were not finite
     */
    public static long write(JsonGenerator json, String name, Tensor tensor) throws IOException {
        json.writeStringField("name", name);
        json.writeStringField("datatype", WireType.of(tensor.type()).name());
        json.writeArrayFieldStart("shape");
        for (long dim : tensor.shape().dims()) {
            json.writeNumber(dim);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data");
        long nonFinite = data(json, tensor);
        json.writeEndArray();
        return nonFinite;
    }

    private static long data(JsonGenerator json, Tensor tensor) throws IOException {
        if (tensor.type() == ElementType.STRING) {
            for (String text : tensor.strings()) {
                json.writeString(text);
            }
            return 0;
        }
        if (!tensor.type().isFloating()) {
            for (long value : tensor.longs()) {
                if (tensor.type() == ElementType.BOOL) {
                    json.writeBoolean(value != 0);
                } else {
                    json.writeNumber(value);
                }
            }
            return 0;
        }
        return tensor.type() == ElementType.DOUBLE ? doubles(json, tensor) : floats(json, tensor);
    }

    private static long floats(JsonGenerator json, Tensor tensor) throws IOException {
        long nonFinite = 0;
        for (float value : tensor.floats()) {
            if (Float.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
                nonFinite++;
            }
        }
        return nonFinite;
    }

    private static long doubles(JsonGenerator json, Tensor tensor) throws IOException {
        long nonFinite = 0;
        for (double value : tensor.doubles()) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
                nonFinite++;
            }
        }
        return nonFinite;
    }
}
