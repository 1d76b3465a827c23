package ai.interpretdl.onnx;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A model file ({@code ModelProto}).
 *
 * @param irVersion version of the file format
 * @param producer who wrote the file: name and version
 * @param opsets operator sets by domain; the default domain is the empty string
 * @param graph what is computed
 * @param functions operators that the file defines itself
 * @param metadata free key-value pairs
 */
public record Model(
        long irVersion,
        String producer,
        Map<String, Long> opsets,
        Graph graph,
        List<Function> functions,
        Map<String, String> metadata) {
    public Model {
        opsets = Map.copyOf(opsets);
        functions = List.copyOf(functions);
        metadata = Map.copyOf(metadata);
    }

    /** The version of a domain's operator set, if the file imports it. */
    public OptionalLong opset(String domain) {
        Long version = opsets.get(domain);
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }
}
