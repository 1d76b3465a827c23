package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The value of a node's attribute ({@code AttributeProto}), of any kind that the format has. */
public sealed interface Attribute {
    /** The format's number of this kind of attribute ({@code AttributeProto.AttributeType}). */
    int kind();

    /** Adds the field that holds the value to an attribute's message. */
    void writeTo(Encoder message, GraphWriter graphs);

    /** The value as a tensor: a number is a scalar, a list has one axis; nothing for kinds that are no numbers or texts. */
    default Optional<Tensor> tensor() {
        return Optional.empty();
    }

    /** The graphs within: bodies of control flow, mostly none. */
    default List<Graph> graphs() {
        return List.of();
    }

    /** The same attribute with other graphs within. */
    default Attribute withGraphs(UnaryOperator<Graph> change) {
        return this;
    }

    record OfFloat(float value) implements Attribute {
        @Override
        public int kind() {
            return 1;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(Tensor.scalar(value));
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.float32(2, value);
        }
    }

    record OfInt(long value) implements Attribute {
        @Override
        public int kind() {
            return 2;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(Tensor.scalar(value));
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.integer(3, value);
        }
    }

    /** Text or raw bytes; the format does not tell them apart, so it is kept as ISO-8859-1 characters, one a byte. */
    record OfString(String value) implements Attribute {
        @Override
        public int kind() {
            return 3;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(Tensor.of(List.of(decoded(value))));
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.characters(4, value);
        }
    }

    record OfTensor(Tensor value) implements Attribute {
        @Override
        public int kind() {
            return 4;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(value);
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.message(5, TensorWriter.message("", value));
        }
    }

    record OfGraph(Graph value) implements Attribute {
        @Override
        public int kind() {
            return 5;
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.message(6, graphs.graph(value));
        }

        @Override
        public List<Graph> graphs() {
            return List.of(value);
        }

        @Override
        public Attribute withGraphs(UnaryOperator<Graph> change) {
            return new OfGraph(change.apply(value));
        }
    }

    record OfFloats(List<Float> values) implements Attribute {
        public OfFloats {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return 6;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(floats());
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            values.forEach(value -> message.float32(7, value));
        }

        private Tensor floats() {
            float[] numbers = new float[values.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = values.get(i);
            }
            return Tensor.of(numbers, numbers.length);
        }
    }

    record OfInts(List<Long> values) implements Attribute {
        public OfInts {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return 7;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(
                    Tensor.of(values.stream().mapToLong(Long::longValue).toArray(), values.size()));
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            values.forEach(value -> message.integer(8, value));
        }
    }

    /** Texts or runs of bytes, kept like {@link OfString}. */
    record OfStrings(List<String> values) implements Attribute {
        public OfStrings {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return 8;
        }

        @Override
        public Optional<Tensor> tensor() {
            return Optional.of(Tensor.of(values.stream().map(Attribute::decoded).toList(), values.size()));
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            values.forEach(value -> message.characters(9, value));
        }
    }

    record OfTensors(List<Tensor> values) implements Attribute {
        public OfTensors {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return 9;
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            values.forEach(value -> message.message(10, TensorWriter.message("", value)));
        }
    }

    record OfGraphs(List<Graph> values) implements Attribute {
        public OfGraphs {
            values = List.copyOf(values);
        }

        @Override
        public int kind() {
            return 10;
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            values.forEach(value -> message.message(11, graphs.graph(value)));
        }

        @Override
        public List<Graph> graphs() {
            return values;
        }

        @Override
        public Attribute withGraphs(UnaryOperator<Graph> change) {
            return new OfGraphs(values.stream().map(change).toList());
        }
    }

    /** In a local function's body: the value is the caller's attribute of that name. {@code kind} is the format's type number. */
    record Reference(String name, int kind) implements Attribute {
        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.text(21, name);
        }
    }

    /**
     * A kind nobody computes with (types, sparse tensors), carried along as it was.
     *
     * @param kind the format's type number
     * @param field in which such values lie
     * @param encoded one or several of these fields, tags included
     */
    record Opaque(int kind, int field, ByteBuffer encoded) implements Attribute {
        public Opaque {
            encoded = encoded.asReadOnlyBuffer();
        }

        @Override
        public void writeTo(Encoder message, GraphWriter graphs) {
            message.encoded(encoded);
        }
    }

    static Attribute of(long value) {
        return new OfInt(value);
    }

    static Attribute of(float value) {
        return new OfFloat(value);
    }

    static Attribute of(String value) {
        return new OfString(value);
    }

    static Attribute of(Tensor value) {
        return new OfTensor(value);
    }

    static Attribute of(Graph value) {
        return new OfGraph(value);
    }

    static Attribute ofInts(List<Long> values) {
        return new OfInts(values);
    }

    static Attribute ofInts(long... values) {
        return new OfInts(Arrays.stream(values).boxed().toList());
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
