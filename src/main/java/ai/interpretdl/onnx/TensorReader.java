package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one tensor ({@code TensorProto}). A first pass finds out what it is and where its numbers lie; they are decoded only if
 * they cannot stay where they are.
 */
final class TensorReader {
    static final int FLOATS = 4;
    private static final int INTS = 5;
    private static final int STRINGS = 6;
    private static final int LONGS = 7;
    private static final int RAW = 9;
    static final int DOUBLES = 10;
    private static final int UNSIGNED = 11;

    /** Weights up to this many bytes are copied: a runtime wants to see the numbers of shapes and axes. */
    static final int SMALL = 256;

    private final ModelFile file;
    private final Wire message;
    private final Map<String, String> external = new HashMap<>();
    private final List<Long> dims = new ArrayList<>();
    private final Span[] last = new Span[16];
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
            case 8 -> name = wire.text();
            case 13 -> Entry.read(wire.message()).into(external);
            case 14 -> elsewhere = wire.integer() == 1;
            default -> wire.skip();
        }
    }

    private void note(Wire wire) {
        int field = wire.field();
        packed[field] = wire.isDelimited();
        last[field] = wire.skip();
        lengths[field] += last[field].length();
        parts[field]++;
    }

    String name() {
        return name;
    }

    /** The tensor as an initializer; where possible it stays in the file. */
    Weight weight() {
        TensorHeader header = header();
        if (elsewhere) {
            return file.external(header, external);
        }
        int field = field(header.type());
        if (file.file().isPresent() && inPlace(field) && header.bytes() > SMALL) {
            Span numbers = numbers(header, field);
            return new Weight.InFile(
                    name, header.type(), header.shape(), file.file().get(), numbers.start());
        }
        return new Weight.Inline(name, tensor(header));
    }

    /** The tensor as a value. */
    Tensor tensor() {
        TensorHeader header = header();
        if (header.bytes() > Integer.MAX_VALUE) {
            throw header.malformed("more than 2 GiB");
        }
        return elsewhere ? file.external(header, external).load() : tensor(header);
    }

    private TensorHeader header() {
        return TensorHeader.of(name, type, dims, message.span().start());
    }

    private Tensor tensor(TensorHeader header) {
        int field = field(header.type());
        if (field == STRINGS) {
            return strings(header);
        }
        if (!inPlace(field)) {
            return new TensorDecoder(message, header).decode(field, lengths[field]);
        }
        Span numbers = numbers(header, field);
        boolean stays = file.file().isEmpty() || header.bytes() > SMALL;
        ByteBuffer bytes = stays ? numbers.buffer() : ByteBuffer.wrap(numbers.copy());
        return Tensor.of(header.type(), header.shape(), bytes);
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
        return field == RAW || ((field == FLOATS || field == DOUBLES) && packed[field] && parts[field] == 1);
    }

    private Span numbers(TensorHeader header, int field) {
        Span numbers = parts[field] == 0 ? message.span().of(header.at(), 0) : last[field];
        if (numbers.length() != header.bytes()) {
            throw header.malformed(numbers.length() + " bytes");
        }
        return numbers;
    }

    private Tensor strings(TensorHeader header) {
        if (parts[STRINGS] != header.shape().size()) {
            throw header.malformed(parts[STRINGS] + " strings");
        }
        List<String> strings = new ArrayList<>();
        message.all(STRINGS, wire -> strings.add(wire.text()));
        return Tensor.of(strings, header.shape().dims());
    }
}
