package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs models with ONNX Runtime, to see that what was written means the same. */
final class Ort {
    private static final String TYPE = "ONNX_TENSOR_ELEMENT_DATA_TYPE_";
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private Ort() {}

    static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) throws OrtException {
        return run(ModelWriter.bytes(model), Models.FOLDER, inputs);
    }

    static Map<String, Tensor> run(byte[] model, Path folder, Map<String, Tensor> inputs) throws OrtException {
        try (SessionOptions options = options(folder);
                OrtSession session = ENVIRONMENT.createSession(model, options)) {
            return run(session, inputs);
        }
    }

    static Map<String, Tensor> run(Path model, Map<String, Tensor> inputs) throws OrtException {
        try (SessionOptions options = options(model.toAbsolutePath().getParent());
                OrtSession session = ENVIRONMENT.createSession(model.toString(), options)) {
            return run(session, inputs);
        }
    }

    private static SessionOptions options(Path folder) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setOptimizationLevel(OptLevel.NO_OPT);
        options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
        return options;
    }

    private static Map<String, Tensor> run(OrtSession session, Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                fed.put(input.getKey(), feed(input.getValue()));
            }
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), fetch((OnnxTensor) output.getValue()));
                }
            }
            return outputs;
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor feed(Tensor tensor) throws OrtException {
        long[] dims = tensor.shape().dims();
        if (tensor.type() == ElementType.STRING) {
            return OnnxTensor.createTensor(ENVIRONMENT, tensor.strings().toArray(String[]::new), dims);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(tensor.bytes().remaining()).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(
                ENVIRONMENT,
                bytes.put(tensor.bytes()).flip(),
                dims,
                OnnxJavaType.valueOf(tensor.type().name()));
    }

    /** Whether the Java interface has the tensor's type. */
    static boolean canFeed(Tensor tensor) {
        return Arrays.stream(OnnxJavaType.values())
                .anyMatch(type -> type.name().equals(tensor.type().name()));
    }

    private static Tensor fetch(OnnxTensor tensor) throws OrtException {
        long[] dims = tensor.getInfo().getShape();
        ElementType type = ElementType.valueOf(tensor.getInfo().onnxType.name().substring(TYPE.length()));
        if (type == ElementType.STRING) {
            return Tensor.of(strings(tensor.getValue()), dims);
        }
        return Tensor.of(type, Shape.of(dims), tensor.getByteBuffer());
    }

    private static List<String> strings(Object nested) {
        return nested instanceof Object[] rows
                ? Arrays.stream(rows).flatMap(row -> strings(row).stream()).toList()
                : List.of((String) nested);
    }
}
