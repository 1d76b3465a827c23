package ai.interpretdl.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operator that the file defines itself ({@code FunctionProto}).
 *
 * @param domain and {@code name}, {@code overload}: what nodes call it by
 * @param inputs names inside the body
 * @param outputs names inside the body
 * @param attributes names that must be given
 * @param defaults attributes that may be given
 * @param opsets operator sets of the body
 * @param nodes the body
 */
public record Function(
        String domain,
        String name,
        String overload,
        List<String> inputs,
        List<String> outputs,
        List<String> attributes,
        Map<String, Attribute> defaults,
        Map<String, Long> opsets,
        List<Node> nodes) {
    public Function {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = List.copyOf(attributes);
        defaults = Map.copyOf(defaults);
        opsets = Map.copyOf(opsets);
        nodes = List.copyOf(nodes);
    }
}
