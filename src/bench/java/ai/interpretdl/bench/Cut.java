package ai.interpretdl.bench;

import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelReader;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A square of a larger picture, which a model of small pictures sees by a Slice in front of it.
 *
 * @param side of the picture
 * @param top first row of the square
 * @param left its first column
 * @param length its side
 */
record Cut(long side, long top, long left, long length) {
    /** The name of the larger picture, {@code [N, 1, side, side]}. */
    static final String INPUT = "whole";

    /** Writes a model that cuts first. */
    void write(Path model, Path to) {
        Model small = ModelReader.read(model);
        ModelWriter.write(
                new Model(
                        small.irVersion(),
                        small.producer(),
                        small.opsets(),
                        cutting(small.graph()),
                        small.functions(),
                        small.metadata()),
                to);
    }

    private Graph cutting(Graph graph) {
        List<Weight> weights = new ArrayList<>(graph.weights());
        weights.add(pair("cut.starts", top, left));
        weights.add(pair("cut.ends", top + length, left + length));
        weights.add(pair("cut.axes", 2, 3));
        List<Node> nodes = new ArrayList<>(graph.nodes());
        String image = graph.inputs().get(0).name();
        nodes.add(0, Node.of("Slice", List.of(INPUT, "cut.starts", "cut.ends", "cut.axes"), List.of(image), Map.of()));
        List<Dim> dims = List.of(new Dim.Symbol("N"), new Dim.Known(1), new Dim.Known(side), new Dim.Known(side));
        ValueInfo whole = new ValueInfo(INPUT, ElementType.FLOAT, Optional.of(dims));
        return new Graph(graph.name(), List.of(whole), graph.outputs(), weights, nodes, graph.values());
    }

    private static Weight pair(String name, long first, long second) {
        return new Weight.Inline(name, Tensor.of(new long[] {first, second}, 2));
    }
}
