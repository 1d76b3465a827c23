package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of a graph under construction, ready to be computed by ONNX Runtime on the CPU. */
final class CompiledGraph implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    private CompiledGraph(OrtSession session) {
        this.session = session;
    }

    static CompiledGraph of(GraphBuilder graph, Map<String, Value> outputs) {
        return of(ModelWriter.bytes(GraphWriter.write(graph, outputs, Map.of())));
    }

    static CompiledGraph of(byte[] model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
            return new CompiledGraph(ENVIRONMENT.createSession(model, options));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inputs that nothing depends on are not fed. */
    Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (String name : session.getInputNames()) {
                fed.put(name, feed(inputs.get(name)));
            }
            Map<String, Tensor> results = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    results.put(output.getKey(), copy((OnnxTensor) output.getValue()));
                }
            }
            return results;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor feed(Tensor tensor) throws OrtException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(tensor.bytes().remaining()).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(
                ENVIRONMENT,
                bytes.put(tensor.bytes()).flip(),
                tensor.shape().dims(),
                OnnxJavaType.valueOf(tensor.type().name()));
    }

    private static Tensor copy(OnnxTensor value) throws OrtException {
        ByteBuffer source = value.getByteBuffer();
        ByteBuffer bytes = ByteBuffer.allocate(source.remaining()).put(source).flip();
        return Tensor.of(
                ElementType.valueOf(value.getInfo().type.name()),
                Shape.of(value.getInfo().getShape()),
                bytes);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
