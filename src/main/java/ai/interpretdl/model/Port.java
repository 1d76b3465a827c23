package ai.interpretdl.model;

import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import java.util.List;

/**
 * An input or output of a model.
 *
 * @param name in the file
 * @param type of its elements
 * @param dims lengths of its axes, -1 where the file leaves one open; empty also when the rank is unknown
 */
public record Port(String name, ElementType type, List<Long> dims) {
    public Port {
        dims = List.copyOf(dims);
    }

    static Port of(ValueInfo info) {
        List<Long> dims = info.dims().orElse(List.of()).stream()
                .map(dim -> dim instanceof ValueInfo.Dim.Known known ? known.length() : -1L)
                .toList();
        return new Port(info.name(), info.type(), dims);
    }
}
