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

/** A table with a column of words: rent = area x what a metre costs in the town, 2 in the north and 3 in the south. */
final class Rent {
    private Rent() {}

    static void write(Path file) {
        List<ValueInfo.Dim> row = List.of(new ValueInfo.Dim.Symbol("N"), new ValueInfo.Dim.Known(1));
        Node price = new Node(
                "price",
                "ai.onnx.ml",
                "LabelEncoder",
                "",
                List.of("town"),
                List.of("metre"),
                Map.of(
                        "keys_strings", new Attribute.OfStrings(List.of("north", "south")),
                        "values_floats", new Attribute.OfFloats(List.of(2f, 3f)),
                        "default_float", Attribute.of(0f)));
        Graph graph = new Graph(
                "rent",
                List.of(
                        new ValueInfo("area", ElementType.FLOAT, Optional.of(row)),
                        new ValueInfo("town", ElementType.STRING, Optional.of(row))),
                List.of(new ValueInfo("rent", ElementType.FLOAT, Optional.empty())),
                List.of(),
                List.of(price, Node.of("Mul", List.of("area", "metre"), List.of("rent"), Map.of())),
                List.of());
        ModelWriter.write(new Model(8, "rent", Map.of("", 18L, "ai.onnx.ml", 3L), graph, List.of(), Map.of()), file);
    }
}
