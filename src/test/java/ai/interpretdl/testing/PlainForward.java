package ai.interpretdl.testing;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model file run by ONNX Runtime on the CPU as it is, without any of our own code: the yardstick. */
public final class PlainForward implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    private final OrtSession session;

    public PlainForward(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Otherwise the weights between a DequantizeLinear and a QuantizeLinear are rounded to 8 bits unasked.
            options.addConfigEntry("session.disable_quant_qdq", "1");
            session = environment.createSession(file.toString(), options);
        }
    }

    /** What the file says of its inputs, by name. An unknown length is -1. */
    public Map<String, TensorInfo> inputs() throws OrtException {
        Map<String, TensorInfo> inputs = new LinkedHashMap<>();
        session.getInputInfo().forEach((name, info) -> inputs.put(name, (TensorInfo) info.getInfo()));
        return inputs;
    }

    /** All float outputs of one run, by name. */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                given.put(input.getKey(), value(input.getValue()));
            }
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(given)) {
                result.forEach(output -> outputs.put(output.getKey(), tensor(output.getValue())));
            }
            return outputs;
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor value(Tensor tensor) throws OrtException {
        long[] dims = tensor.shape().dims();
        return tensor.type() == ElementType.INT64
                ? OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.longs()), dims)
                : OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.floats()), dims);
    }

    private static Tensor tensor(OnnxValue value) {
        OnnxTensor tensor = (OnnxTensor) value;
        float[] values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        return Tensor.of(values, tensor.getInfo().getShape());
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
