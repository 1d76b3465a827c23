package ai.interpretdl.runtime;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers questions about single nodes by opening them as models of one node. Remembers its answers. */
public final class OrtOracle implements NodeOracle {
    private record Question(Node node, Map<String, Long> opsets, List<ValueInfo> inputs, Map<String, Tensor> known) {}

    private final Map<Question, List<ValueInfo>> inferred = new ConcurrentHashMap<>();
    private final Map<Question, List<Tensor>> evaluated = new ConcurrentHashMap<>();

    @Override
    public List<ValueInfo> infer(
            Node node, Map<String, Long> opsets, List<ValueInfo> inputs, Map<String, Tensor> known) {
        return inferred.computeIfAbsent(new Question(node, Map.copyOf(opsets), inputs, known), this::inferNow);
    }

    @Override
    public List<Tensor> evaluate(Node node, Map<String, Long> opsets, Map<String, Tensor> inputs) {
        return evaluated.computeIfAbsent(new Question(node, Map.copyOf(opsets), List.of(), inputs), this::evaluateNow);
    }

    private List<ValueInfo> inferNow(Question q) {
        List<ValueInfo> fed = q.inputs().stream()
                .filter(in -> !q.known().containsKey(in.name()))
                .toList();
        try (OrtSession session = open(q, fed)) {
            List<ValueInfo> outputs = new ArrayList<>();
            for (String name : q.node().outputs()) {
                ValueInfo info = info(
                        name,
                        java.util.Objects.requireNonNull(session.getOutputInfo().get(name)));
                boolean dubious = info.dims().filter(List::isEmpty).isPresent();
                outputs.add(
                        dubious && !hasShape(q, fed, name) ? new ValueInfo(name, info.type(), Optional.empty()) : info);
            }
            return outputs;
        } catch (OrtException e) {
            throw refused(q, e);
        }
    }

    /** A number and a tensor of unknown shape look alike: the length of the output's own shape tells them apart. */
    private static boolean hasShape(Question q, List<ValueInfo> fed, String name) throws OrtException {
        Node shape = Node.of("Shape", List.of(name), List.of("shape of " + name), Map.of());
        try (OrtSession session = open(q, fed, List.of(q.node(), shape), shape.outputs())) {
            NodeInfo info = java.util.Objects.requireNonNull(
                    session.getOutputInfo().get(shape.outputs().get(0)));
            return info.getInfo() instanceof TensorInfo tensor && tensor.getShape()[0] >= 0;
        }
    }

    private static ValueInfo info(String name, NodeInfo output) {
        if (!(output.getInfo() instanceof TensorInfo tensor)) {
            return new ValueInfo(name, ElementType.UNDEFINED, Optional.empty());
        }
        List<ValueInfo.Dim> dims = new ArrayList<>();
        for (long length : tensor.getShape()) {
            dims.add(length < 0 ? new ValueInfo.Dim.Symbol("") : new ValueInfo.Dim.Known(length));
        }
        return new ValueInfo(name, Tensors.elementType(tensor), Optional.of(dims));
    }

    private List<Tensor> evaluateNow(Question q) {
        List<ValueInfo> fed = q.known().entrySet().stream()
                .map(e -> ValueInfo.of(
                        e.getKey(), e.getValue().type(), e.getValue().shape().dims()))
                .toList();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OrtSession session = open(new Question(q.node(), q.opsets(), fed, Map.of()), fed)) {
            for (Map.Entry<String, Tensor> input : q.known().entrySet()) {
                inputs.put(input.getKey(), Tensors.feed(OrtEnvironment.getEnvironment(), input.getValue()));
            }
            List<Tensor> results = new ArrayList<>();
            try (OrtSession.Result result = session.run(inputs)) {
                for (String name : q.node().outputs()) {
                    results.add(Tensors.copy((OnnxTensor) result.get(name).orElseThrow()));
                }
            }
            return results;
        } catch (OrtException e) {
            throw refused(q, e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OrtSession open(Question q, List<ValueInfo> fed) throws OrtException {
        return open(q, fed, List.of(q.node()), q.node().outputs());
    }

    private static OrtSession open(Question q, List<ValueInfo> fed, List<Node> nodes, List<String> asked)
            throws OrtException {
        List<Weight> weights = new ArrayList<>();
        q.known().forEach((name, tensor) -> weights.add(new Weight.Inline(name, tensor)));
        // the outputs' types are left open: the runtime infers them
        List<ValueInfo> outputs = asked.stream()
                .map(name -> new ValueInfo(name, ElementType.UNDEFINED, Optional.empty()))
                .toList();
        Graph graph = new Graph("node", fed, outputs, weights, nodes, List.of());
        Model model = new Model(10, "InterpretDL", q.opsets(), graph, List.of(), Map.of());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(ModelWriter.bytes(model), options);
        }
    }

    private static IllegalArgumentException refused(Question q, OrtException e) {
        return new IllegalArgumentException(
                "ONNX Runtime refuses operator " + q.node().operator() + ": " + e.getMessage(), e);
    }
}
