package ai.interpretdl.runtime;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors on their way into ONNX Runtime and out of it. */
final class Tensors {
    private Tensors() {}

    /** Direct bytes are used in place, others copied. */
    static OnnxTensor feed(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] dims = tensor.shape().dims();
        if (tensor.type() == ElementType.STRING) {
            return OnnxTensor.createTensor(environment, tensor.strings().toArray(String[]::new), dims);
        }
        ByteBuffer bytes = tensor.bytes();
        if (!bytes.isDirect()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
            bytes = direct.put(bytes).flip();
        }
        return OnnxTensor.createTensor(
                environment, bytes.order(ByteOrder.nativeOrder()), dims, javaType(tensor.type()));
    }

    /** A copy that outlives the runtime's tensor. */
    static Tensor copy(OnnxTensor value) throws OrtException {
        TensorInfo info = value.getInfo();
        Shape shape = Shape.of(info.getShape());
        ElementType type = elementType(info);
        if (type == ElementType.STRING) {
            return Tensor.of(strings(value.getValue()), shape.dims());
        }
        ByteBuffer source = value.getByteBuffer();
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(type.bytes(shape.size())))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(source);
        return Tensor.of(type, shape, bytes.flip());
    }

    private static List<String> strings(Object value) {
        if (value instanceof String one) {
            return List.of(one);
        }
        if (value instanceof Object[] several) {
            return java.util.Arrays.stream(several)
                    .flatMap(part -> strings(part).stream())
                    .toList();
        }
        throw new IllegalStateException("a tensor of strings holds " + value.getClass());
    }

    static ElementType elementType(TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.DOUBLE;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> ElementType.STRING;
            default -> ElementType.UNDEFINED;
        };
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case INT16 -> OnnxJavaType.INT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
            default ->
                throw new IllegalArgumentException("ONNX Runtime's Java interface takes no " + type + " tensors");
        };
    }
}
