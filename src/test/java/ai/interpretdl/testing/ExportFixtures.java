package ai.interpretdl.testing;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the descriptions of the exported networks. */
final class ExportFixtures {
    static final List<ExportFixture> ALL = read();

    private static final String SUFFIX = ".onnx";

    private ExportFixtures() {}

    private static List<ExportFixture> read() {
        try {
            ObjectMapper json = new ObjectMapper();
            List<ExportFixture> all = new ArrayList<>();
            for (String family : Files.readAllLines(ExportFixture.resource("families.txt"))) {
                all.addAll(variants(json.readTree(Files.readAllBytes(ExportFixture.resource(family + ".json")))));
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ExportFixture> variants(JsonNode family) {
        ExportFixture.Reference reference = reference(family);
        return stream(family.get("variants"))
                .map(variant -> variant(variant, reference))
                .toList();
    }

    private static ExportFixture variant(JsonNode variant, ExportFixture.Reference reference) {
        String file = variant.get("file").asText();
        var export = new ExportFixture.Export(
                variant.get("opset").asInt(),
                variant.get("batch").asText().equals("fixed"),
                variant.get("unfolded").asBoolean());
        String name = file.substring(0, file.length() - SUFFIX.length());
        return new ExportFixture(name, export, reference, tensors(variant.get("parameters")));
    }

    private static ExportFixture.Reference reference(JsonNode family) {
        List<Integer> target = stream(family.get("target")).map(JsonNode::asInt).toList();
        return new ExportFixture.Reference(
                tensors(family.get("inputs")),
                tensor(family.get("output")),
                new ExportFixture.Score(family.get("axis").asInt(), target),
                tensors(family.get("gradients")),
                mapped(fields(family.get("hvp")), ExportFixtures::hessianVector),
                family.get("float32").asDouble());
    }

    private static ExportFixture.HessianVector hessianVector(JsonNode node) {
        return new ExportFixture.HessianVector(tensor(node.get("vector")), tensor(node.get("product")));
    }

    private static Map<String, Tensor> tensors(JsonNode node) {
        return mapped(fields(node), ExportFixtures::tensor);
    }

    private static Tensor tensor(JsonNode node) {
        ElementType type = ElementType.valueOf(node.get("dtype").asText().toUpperCase(Locale.ROOT));
        long[] dims = stream(node.get("shape")).mapToLong(JsonNode::asLong).toArray();
        try {
            return Tensor.of(
                    type, Shape.of(dims), ByteBuffer.wrap(node.get("data").binaryValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <A, B> Map<String, B> mapped(Map<String, A> map, Function<A, B> change) {
        Map<String, B> changed = new LinkedHashMap<>();
        map.forEach((name, value) -> changed.put(name, change.apply(value)));
        return changed;
    }

    private static Map<String, JsonNode> fields(JsonNode node) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
