package ai.interpretdl.runtime;

import ai.interpretdl.autodiff.DeviceRules;
import ai.interpretdl.autodiff.Rules;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;

/**
 * Where programs run.
 *
 * <p>CUDA is taken when a driver is found and a tiny convolution really runs on it: the provider loads without cuDNN and fails later.
 *
 * @param name for instance {@code cpu} or {@code cuda:0}
 * @param exact whether CUDA computes in full float32 rather than TF32
 */
public record Device(String name, boolean exact) {
    private static final Logger LOG = System.getLogger(Device.class.getName());

    public static Device cpu() {
        return new Device("cpu", true);
    }

    /** The best device of this machine, found once and said once. */
    public static Device best() {
        return Best.DEVICE;
    }

    public boolean isCuda() {
        return name.startsWith("cuda");
    }

    /** The derivative in the form that is fast here. */
    public Rules rules() {
        return isCuda() ? Rules.derivative() : Rules.derivative().with(DeviceRules.cpu());
    }

    /** Memory for the values of a step, in bytes. */
    long budget() {
        return isCuda() ? 8L << 30 : 384L << 20;
    }

    /** Session options for this device; the caller closes them. */
    OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        // the pattern allocator holds a third more memory a row, at the same speed
        options.setMemoryPatternOptimization(false);
        options.setDeterministicCompute(true);
        // threads that spin while they wait are stolen from whoever shares the machine
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        // rounding weights to 8 bits between DequantizeLinear and QuantizeLinear changes fake-quantised answers
        options.addConfigEntry("session.disable_quant_qdq", "1");
        if (isCuda()) {
            OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(Integer.parseInt(name.substring(5)));
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("use_tf32", exact ? "0" : "1");
            options.addCUDA(cuda);
        }
        return options;
    }

    private static final class Best {
        private static final Device DEVICE = find();

        private static Device find() {
            NativeLibraries.prepare();
            if (NativeLibraries.cudaDriver().isEmpty()) {
                LOG.log(Level.INFO, "no NVIDIA driver found: running on the CPU");
                return cpu();
            }
            Device cuda = new Device("cuda:0", false);
            try {
                convolve(cuda);
                LOG.log(Level.INFO, "running on cuda:0");
                return cuda;
            } catch (OrtException e) {
                LOG.log(
                        Level.WARNING,
                        "an NVIDIA driver is there, but a convolution does not run on it: running on the CPU. {0}",
                        e.getMessage());
                return cpu();
            }
        }

        private static void convolve(Device device) throws OrtException {
            Node conv = Node.of("Conv", List.of("x", "w"), List.of("y"), Map.of("pads", Attribute.ofInts(1, 1, 1, 1)));
            Graph graph = new Graph(
                    "probe",
                    List.of(ValueInfo.of("x", ElementType.FLOAT, 1, 1, 4, 4)),
                    List.of(ValueInfo.of("y", ElementType.FLOAT, 1, 1, 4, 4)),
                    List.of(new Weight.Inline("w", Tensor.full(Shape.of(1, 1, 3, 3), 1))),
                    List.of(conv),
                    List.of());
            byte[] model = ModelWriter.bytes(new Model(10, "InterpretDL", Map.of("", 18L), graph, List.of(), Map.of()));
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = device.options();
                    OrtSession session = environment.createSession(model, options);
                    OnnxTensor x = Tensors.feed(environment, Tensor.full(Shape.of(1, 1, 4, 4), 1));
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                LOG.log(Level.DEBUG, "probe: {0}", result.get(0));
            }
        }
    }
}
