package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;

/** Writes tensors and weights ({@code TensorProto}). */
final class TensorWriter {
    private static final int STRINGS = 6;
    private static final int NAME = 8;

    private TensorWriter() {}

    static Encoder message(String name, Tensor tensor) {
        return message(new Weight.Inline(name, tensor), WeightPlace.inside());
    }

    static Encoder message(Weight weight, WeightPlace place) {
        Encoder message = header(weight.type(), weight.shape()).textIfAny(NAME, weight.name());
        if (weight.type() == ElementType.STRING) {
            return message.texts(STRINGS, weight.load().strings());
        }
        place.put(message, weight);
        return message;
    }

    private static Encoder header(ElementType type, Shape shape) {
        return new Encoder()
                .packed(1, Arrays.stream(shape.dims()).boxed().toList())
                .integer(2, type.code());
    }
}
