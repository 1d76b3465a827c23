package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** The value of a node's attribute ({@code AttributeProto}), of any kind that the format has. */
public sealed interface Attribute {
    record OfFloat(float value) implements Attribute {}

    record OfInt(long value) implements Attribute {}

    /** Text or raw bytes; the format does not tell them apart, so it is kept as ISO-8859-1 characters, one a byte. */
    record OfString(String value) implements Attribute {}

    record OfTensor(Tensor value) implements Attribute {}

    record OfGraph(Graph value) implements Attribute {}

    record OfFloats(List<Float> values) implements Attribute {
        public OfFloats {
            values = List.copyOf(values);
        }
    }

    record OfInts(List<Long> values) implements Attribute {
        public OfInts {
            values = List.copyOf(values);
        }
    }

    record OfStrings(List<String> values) implements Attribute {
        public OfStrings {
            values = List.copyOf(values);
        }
    }

    record OfTensors(List<Tensor> values) implements Attribute {
        public OfTensors {
            values = List.copyOf(values);
        }
    }

    record OfGraphs(List<Graph> values) implements Attribute {
        public OfGraphs {
            values = List.copyOf(values);
        }
    }

    /** In a local function's body: the value is the caller's attribute of that name. {@code kind} is the format's type number. */
    record Reference(String name, int kind) implements Attribute {}

    /** A kind nobody computes with (types, sparse tensors), carried along as it was: the field number and its encoded bytes. */
    record Opaque(int kind, int field, ByteBuffer encoded) implements Attribute {}

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

    static Attribute ofInts(List<Long> values) {
        return new OfInts(values);
    }

    static Attribute ofInts(long... values) {
        return new OfInts(java.util.Arrays.stream(values).boxed().toList());
    }
}
