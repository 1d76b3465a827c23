package ai.interpretdl.testing;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelReader;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** Copies models of FLOAT in another floating type: inputs, weights and outputs. */
public final class Retyped {
    private Retyped() {}

    /** The copy, beside the file. */
    public static Path write(Path file, ElementType type) {
        Model model = ModelReader.read(file);
        Graph graph = model.graph();
        Graph other = new Graph(
                graph.name(),
                ports(graph.inputs(), type),
                ports(graph.outputs(), type),
                graph.weights().stream().map(weight -> weight(weight, type)).toList(),
                graph.nodes(),
                List.of());
        Path copy = file.resolveSibling(type + "-" + file.getFileName());
        ModelWriter.write(
                new Model(
                        model.irVersion(),
                        model.producer(),
                        model.opsets(),
                        other,
                        model.functions(),
                        model.metadata()),
                copy);
        return copy;
    }

    /** The numbers of a FLOAT tensor, rounded to the type. */
    public static Tensor tensor(Tensor tensor, ElementType type) {
        return Tensor.of(type, tensor.doubles(), tensor.shape().dims());
    }

    private static List<ValueInfo> ports(List<ValueInfo> ports, ElementType type) {
        return ports.stream()
                .map(port -> port.type() == ElementType.FLOAT ? new ValueInfo(port.name(), type, port.dims()) : port)
                .toList();
    }

    private static Weight weight(Weight weight, ElementType type) {
        return weight.type() == ElementType.FLOAT
                ? new Weight.Inline(weight.name(), tensor(weight.load(), type))
                : weight;
    }
}
