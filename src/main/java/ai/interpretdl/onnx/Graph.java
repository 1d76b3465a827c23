package ai.interpretdl.onnx;

import java.util.List;

/**
 * A graph ({@code GraphProto}): nodes in an order in which they can run. Values are known by name.
 *
 * @param name of the graph, may be empty
 * @param inputs what is fed; older files repeat the weights here
 * @param outputs what is returned
 * @param weights initializers
 * @param nodes the operations
 * @param values what the file says of inner values
 */
public record Graph(
        String name,
        List<ValueInfo> inputs,
        List<ValueInfo> outputs,
        List<Weight> weights,
        List<Node> nodes,
        List<ValueInfo> values) {
    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        weights = List.copyOf(weights);
        nodes = List.copyOf(nodes);
        values = List.copyOf(values);
    }
}
