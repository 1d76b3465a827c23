package ai.interpretdl.runtime;

import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.tensor.Tensor;
import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a failure of ONNX Runtime means to the caller, as far as its message tells. */
final class Failure {
    /** How ONNX Runtime says that it cannot run an operator: its name, version and node. */
    private static final Pattern NO_KERNEL =
            Pattern.compile("implementation for (\\w+)\\(\\d+\\) node with name '([^']*)'");

    /** How it says which node failed while a graph runs: its operator, its name, and why. */
    private static final Pattern NODE = Pattern.compile("running (\\w+) node\\. Name:'([^']*)' Status Message: (.*)");

    /** How the kernels of Reshape, Add and its like, Concat, MatMul and Gemm, and Conv refuse a shape. */
    private static final Pattern SHAPES = Pattern.compile("cannot be reshaped to the requested shape"
            + "|broadcast an axis by a dimension other than 1"
            + "|axis dimensions must match"
            + "|[Dd]imension mismatch"
            + "|is not equal to kernel channels");

    private Failure() {}

    /** @param inputs what the graph was fed, by name */
    static RuntimeException of(OrtException e, Map<String, Tensor> inputs) {
        String message = String.valueOf(e.getMessage());
        Matcher missing = NO_KERNEL.matcher(message);
        if (missing.find()) {
            return (RuntimeException) new UnsupportedOperatorException(
                            missing.group(1),
                            missing.group(2),
                            "ONNX Runtime has no kernel for it here in this element type; export the model in FP32")
                    .initCause(e);
        }
        Matcher node = NODE.matcher(message);
        if (node.find() && SHAPES.matcher(node.group(3)).find()) {
            return new IllegalArgumentException(
                    "the shapes of the inputs do not fit the model: " + shapes(inputs) + "; its node "
                            + (node.group(1) + " " + node.group(2)).strip() + " refuses what comes of them: "
                            + node.group(3),
                    e);
        }
        return new IllegalStateException("ONNX Runtime failed: " + message, e);
    }

    private static String shapes(Map<String, Tensor> inputs) {
        return new TreeMap<>(inputs)
                .entrySet().stream()
                        .map(input -> input.getKey() + " " + input.getValue().shape())
                        .collect(Collectors.joining(", "));
    }
}
