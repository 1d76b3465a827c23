package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one tensor ({@code TensorProto}). A first pass finds out what it is and where its numbers lie; they are decoded only if
 * they cannot stay where they are.
 */
final class TensorReader {
    private static final int FLOATS = 4;
    private static final int INTS = 5;
    private static final int STRINGS = 6;
    private static final int LONGS = 7;
    private static final int RAW = 9;
    private static final int DOUBLES = 10;
    private static final int UNSIGNED = 11;

    /** Weights up to this many bytes are copied: a runtime wants to see the numbers of shapes and axes. */
    static final int SMALL = 256;

    private final ModelFile file;
    private final Wire message;
    private final Map<String, String> external = new HashMap<>();
    private final List<Long> dims = new ArrayList<>();
    private final long[] starts = new long[16];
    private final long[] lengths = new long[16];
    private final long[] parts = new long[16];
    private final boolean[] packed = new boolean[16];
    private String name = "";
    private long type;
    private boolean elsewhere;

    TensorReader(ModelFile file, Wire message) {
        this.file = file;
        this.message = message;
        while (message.next()) {
            header(message);
        }
    }

    private void header(Wire wire) {
        switch (wire.field()) {
            case 1 -> wire.integers(dims::add);
            case 2 -> type = wire.integer();
            case 3 -> throw wire.malformed("tensors in segments are not supported");
            case FLOATS, INTS, STRINGS, LONGS, RAW, DOUBLES, UNSIGNED -> note(wire);
            case 8 -> name = wire.message().text();
            case 13 -> Entry.read(wire.message()).into(external);
            case 14 -> elsewhere = wire.integer() == 1;
            default -> wire.skip();
        }
    }

    private void note(Wire wire) {
        int field = wire.field();
        packed[field] = wire.isDelimited();
        Wire value = wire.value();
        starts[field] = value.start();
        lengths[field] += value.length();
        parts[field]++;
    }

    String name() {
        return name;
    }

    /** The tensor as an initializer; where possible it stays in the file. */
    Weight weight() {
        TensorHeader header = header();
        if (elsewhere) {
            return file.external(header, external, message.start());
        }
        int field = field(header.type());
        if (file.file().isPresent() && inPlace(field) && header.bytes() > SMALL) {
            checkLength(header, field);
            return new Weight.InFile(
                    name, header.type(), header.shape(), file.file().get(), starts[field]);
        }
        return new Weight.Inline(name, tensor(header));
    }

    /** The tensor as a value. */
    Tensor tensor() {
        return elsewhere ? weight().load() : tensor(header());
    }

    private TensorHeader header() {
        return TensorHeader.of(name, type, dims, message.start());
    }

    private Tensor tensor(TensorHeader header) {
        int field = field(header.type());
        if (field == STRINGS) {
            return strings(header);
        }
        if (!inPlace(field)) {
            return Tensor.of(header.type(), header.shape(), decode(header, field));
        }
        checkLength(header, field);
        ByteBuffer numbers = message.at(starts[field], lengths[field]).bytes();
        boolean stays = file.file().isEmpty() || header.bytes() > SMALL;
        return Tensor.of(header.type(), header.shape(), stays ? numbers : copy(numbers));
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    /** Which field must hold the numbers. */
    private int field(ElementType type) {
        int typed = switch (type) {
            case STRING -> STRINGS;
            case FLOAT, COMPLEX64 -> FLOATS;
            case DOUBLE, COMPLEX128 -> DOUBLES;
            case INT64 -> LONGS;
            case UINT32, UINT64 -> UNSIGNED;
            default -> INTS;
        };
        return typed != STRINGS && (lengths[RAW] > 0 || lengths[typed] == 0) ? RAW : typed;
    }

    /** Whether the numbers lie in one piece as a tensor has them. */
    private boolean inPlace(int field) {
        return field == RAW || (field == FLOATS || field == DOUBLES) && packed[field] && parts[field] == 1;
    }

    private void checkLength(TensorHeader header, int field) {
        if (lengths[field] != header.bytes()) {
            throw wrongLength(header, lengths[field] + " bytes");
        }
    }

    private MalformedModelException wrongLength(TensorHeader header, String found) {
        return new MalformedModelException(
                "tensor " + name + " " + header.type() + header.shape() + " takes " + header.bytes()
                        + " bytes, but the file holds " + found,
                message.start());
    }

    private Tensor strings(TensorHeader header) {
        if (parts[STRINGS] != header.shape().size()) {
            throw wrongLength(header, parts[STRINGS] + " strings");
        }
        List<String> strings = new ArrayList<>();
        message.all(STRINGS, wire -> strings.add(wire.message().text()));
        return Tensor.of(strings, header.shape().dims());
    }

    private ByteBuffer decode(TensorHeader header, int field) {
        // A number takes at least a byte in the file, so this never allocates more than eight times what is there.
        if (header.bytes() / header.width() > lengths[field] || header.bytes() > Integer.MAX_VALUE) {
            throw wrongLength(header, lengths[field] + " bytes of numbers");
        }
        ByteBuffer out = ByteBuffer.allocate((int) header.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        message.all(field, wire -> decode(header, field, wire.value(), out));
        if (out.hasRemaining()) {
            throw wrongLength(header, out.position() + " bytes of numbers");
        }
        return out.flip();
    }

    private void decode(TensorHeader header, int field, Wire numbers, ByteBuffer out) {
        if (field == FLOATS || field == DOUBLES) {
            if (numbers.length() > out.remaining()) {
                throw wrongLength(header, "more");
            }
            out.put(numbers.bytes());
            return;
        }
        int width = header.width();
        numbers.varints(number -> {
            if (out.remaining() < width) {
                throw wrongLength(header, "more");
            }
            put(out, width, number);
        });
    }

    private static void put(ByteBuffer out, int width, long number) {
        switch (width) {
            case 1 -> out.put((byte) number);
            case 2 -> out.putShort((short) number);
            case 4 -> out.putInt((int) number);
            default -> out.putLong(number);
        }
    }
}
