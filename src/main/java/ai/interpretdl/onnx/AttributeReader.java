package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads one attribute ({@code AttributeProto}): a first pass finds its kind, a second the one field in which such a value lies. */
final class AttributeReader {
    private static final int UNDEFINED = 0;

    /** By kind, the format's number of an attribute's type: the field with the value. */
    private static final int[] FIELD_OF_KIND = {0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 22, 23, 14, 15};

    private final ModelFile file;
    private final Wire message;
    private String name = "";
    private String reference = "";
    private int kind = UNDEFINED;
    private int presentKind = UNDEFINED;

    AttributeReader(ModelFile file, Wire message) {
        this.file = file;
        this.message = message;
        while (message.next()) {
            header(message);
        }
        // Files of the first version of the format do not say the kind.
        kind = kind == UNDEFINED ? presentKind : kind;
    }

    private void header(Wire wire) {
        switch (wire.field()) {
            case 1 -> name = wire.text();
            case 20 -> kind = (int) Math.min(Math.max(wire.integer(), -1), FIELD_OF_KIND.length);
            case 21 -> reference = wire.text();
            default -> {
                presentKind = Math.max(presentKind, kindOfField(wire.field()));
                wire.skip();
            }
        }
    }

    private static int kindOfField(int field) {
        for (int kind = 1; kind < FIELD_OF_KIND.length; kind++) {
            if (FIELD_OF_KIND[kind] == field) {
                return kind;
            }
        }
        return UNDEFINED;
    }

    String name() {
        return name;
    }

    Attribute value() {
        if (!reference.isEmpty()) {
            return new Attribute.Reference(reference, kind);
        }
        return switch (kind) {
            case 1 -> new Attribute.OfFloat(lastOr(0f, Wire::float32));
            case 2 -> new Attribute.OfInt(lastOr(0L, Wire::integer));
            case 3 -> new Attribute.OfString(lastOr("", AttributeReader::characters));
            case 4 -> new Attribute.OfTensor(last(this::tensor));
            case 5 -> new Attribute.OfGraph(last(this::graph));
            case 6 -> new Attribute.OfFloats(floats());
            case 7 -> new Attribute.OfInts(integers());
            case 8 -> new Attribute.OfStrings(all(AttributeReader::characters));
            case 9 -> new Attribute.OfTensors(all(this::tensor));
            case 10 -> new Attribute.OfGraphs(all(this::graph));
            case 11, 12, 13, 14 -> new Attribute.Opaque(kind, field(), encoded());
            default ->
                throw new MalformedModelException(
                        "attribute " + name + " is of the unknown kind " + kind,
                        message.span().start());
        };
    }

    private int field() {
        return FIELD_OF_KIND[kind];
    }

    private <T> List<T> all(Function<Wire, T> read) {
        List<T> values = new ArrayList<>();
        message.all(field(), wire -> values.add(read.apply(wire)));
        return values;
    }

    private <T> T lastOr(T absent, Function<Wire, T> read) {
        List<T> values = all(read);
        return values.isEmpty() ? absent : values.get(values.size() - 1);
    }

    private <T> T last(Function<Wire, T> read) {
        List<T> values = all(read);
        if (values.isEmpty()) {
            throw new MalformedModelException(
                    "attribute " + name + " has no value", message.span().start());
        }
        return values.get(values.size() - 1);
    }

    private List<Float> floats() {
        List<Float> values = new ArrayList<>();
        message.all(field(), wire -> wire.floats(values::add));
        return values;
    }

    private List<Long> integers() {
        List<Long> values = new ArrayList<>();
        message.all(field(), wire -> wire.integers(values::add));
        return values;
    }

    /** Whole fields, tags included, one after the other. */
    private ByteBuffer encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.all(field(), wire -> bytes.writeBytes(wire.skipWithTag().copy()));
        return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
    }

    private static String characters(Wire wire) {
        return wire.characters();
    }

    private Tensor tensor(Wire wire) {
        return new TensorReader(file, wire.message()).tensor();
    }

    private Graph graph(Wire wire) {
        return new GraphReader(file, wire.message()).graph();
    }
}
