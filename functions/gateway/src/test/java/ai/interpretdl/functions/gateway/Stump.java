package ai.interpretdl.functions.gateway;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.tensor.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree that asks whether the first of two numbers is at most 0.5: a model without a gradient. */
final class Stump {
    private Stump() {}

    static void write(Path file) {
        Node tree =
                new Node("tree", "ai.onnx.ml", "TreeEnsembleRegressor", "", List.of("x"), List.of("y"), attributes());
        List<ValueInfo.Dim> row = List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Known(2));
        Graph graph = new Graph(
                "stump",
                List.of(new ValueInfo("x", ElementType.FLOAT, Optional.of(row))),
                List.of(new ValueInfo("y", ElementType.FLOAT, Optional.empty())),
                List.of(),
                List.of(tree),
                List.of());
        ModelWriter.write(new Model(8, "stump", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()), file);
    }

    private static Map<String, Attribute> attributes() {
        return Map.ofEntries(
                Map.entry("nodes_treeids", Attribute.ofInts(0, 0, 0)),
                Map.entry("nodes_nodeids", Attribute.ofInts(0, 1, 2)),
                Map.entry("nodes_featureids", Attribute.ofInts(0, 0, 0)),
                Map.entry("nodes_values", new Attribute.OfFloats(List.of(0.5f, 0f, 0f))),
                Map.entry("nodes_modes", new Attribute.OfStrings(List.of("BRANCH_LEQ", "LEAF", "LEAF"))),
                Map.entry("nodes_truenodeids", Attribute.ofInts(1, 0, 0)),
                Map.entry("nodes_falsenodeids", Attribute.ofInts(2, 0, 0)),
                Map.entry("target_treeids", Attribute.ofInts(0, 0)),
                Map.entry("target_nodeids", Attribute.ofInts(1, 2)),
                Map.entry("target_ids", Attribute.ofInts(0, 0)),
                Map.entry("target_weights", new Attribute.OfFloats(List.of(-1f, 1f))),
                Map.entry("n_targets", Attribute.of(1L)),
                Map.entry("post_transform", Attribute.of("NONE")));
    }
}
