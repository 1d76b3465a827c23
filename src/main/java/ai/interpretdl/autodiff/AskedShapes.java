package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Types and shapes of results as the runtime tells them, of operators that {@link Shapes} does not know. */
final class AskedShapes {
    private AskedShapes() {}

    /** @throws UnsupportedOperatorException when a length depends on the data */
    static List<Typed> of(Operation operation, int outputs, NodeOracle oracle, Map<String, Long> opsets) {
        Map<String, Tensor> known = new HashMap<>();
        List<ValueInfo> inputs = IntStream.range(0, operation.inputs().size())
                .filter(operation::has)
                .mapToObj(i -> {
                    Value input = operation.input(i);
                    input.known().ifPresent(tensor -> known.put("i" + i, tensor));
                    return ValueInfo.of("i" + i, input.type(), input.shape().dims());
                })
                .toList();
        List<ValueInfo> found = oracle.infer(Folding.toNode(operation, outputs), opsets, inputs, known);
        boolean tables = operation.domain().equals("ai.onnx.ml");
        return tables && !found.stream().allMatch(AskedShapes::isKnown)
                ? tried(operation, outputs, oracle, opsets)
                : found.stream().map(info -> typed(operation, info)).toList();
    }

    /** What an operator of tables gives for rows of nothing: their shapes do not depend on the data, but no one infers them. */
    private static List<Typed> tried(Operation o, int outputs, NodeOracle oracle, Map<String, Long> opsets) {
        Map<String, Tensor> nothing = new HashMap<>();
        for (int i = 0; i < o.inputs().size(); i++) {
            if (o.has(i)) {
                nothing.put("i" + i, nothing(o.input(i)));
            }
        }
        return oracle.evaluate(Folding.toNode(o, outputs), opsets, nothing).stream()
                .map(tensor -> new Typed(tensor.type(), tensor.shape()))
                .toList();
    }

    private static Tensor nothing(Value like) {
        int size = Math.toIntExact(like.shape().size());
        return like.type() == ElementType.STRING
                ? Tensor.of(Collections.nCopies(size, ""), like.shape().dims())
                : Tensor.of(like.type(), new double[size], like.shape().dims());
    }

    private static boolean isKnown(ValueInfo info) {
        return info.dims()
                .filter(dims -> dims.stream().allMatch(ValueInfo.Dim.Known.class::isInstance))
                .isPresent();
    }

    private static Typed typed(Operation operation, ValueInfo info) {
        List<ValueInfo.Dim> dims = info.dims().orElseThrow(() -> ofData(operation));
        long[] lengths = dims.stream()
                .mapToLong(dim -> dim instanceof ValueInfo.Dim.Known known ? known.length() : -1)
                .toArray();
        if (Arrays.stream(lengths).anyMatch(length -> length < 0)) {
            throw ofData(operation);
        }
        return new Typed(info.type(), Shape.of(lengths));
    }

    /** Mostly the tail of a detector, which keeps some boxes. What it is computed from has names that can be asked for instead. */
    private static UnsupportedOperatorException ofData(Operation operation) {
        Optional<Node> node = operation.origin().filter(o -> o.operator().equals(operation.operator()));
        String before = node.map(o -> IntStream.range(0, operation.inputs().size())
                        .filter(i -> operation.input(i).varies())
                        .mapToObj(o::input)
                        .toList())
                .filter(names -> !names.isEmpty())
                .map(names -> ", such as " + names)
                .orElse("");
        return new UnsupportedOperatorException(
                operation.key(),
                node.map(o -> o.name().isEmpty() ? "writes " + o.outputs() : o.name())
                        .orElse(""),
                "the shape of its result depends on the data; explain before it: name a value that is computed earlier as the output"
                        + " (output_name)" + before);
    }
}
