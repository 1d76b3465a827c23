package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What a graph writer asks of a runtime about a single node: the knowledge of operators that we do not repeat. */
public interface NodeOracle {
    /**
     * The types and shapes of a node's outputs.
     *
     * @param node with names for inputs and outputs
     * @param opsets versions by domain
     * @param inputs what is known of each input, by the node's names
     * @param known elements of inputs that are constants
     */
    List<ValueInfo> infer(Node node, Map<String, Long> opsets, List<ValueInfo> inputs, Map<String, Tensor> known);

    /** Runs a node on constants. */
    List<Tensor> evaluate(Node node, Map<String, Long> opsets, Map<String, Tensor> inputs);
}
