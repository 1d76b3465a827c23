package ai.interpretdl.testing;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** Writes the model of a case of {@code cases.json} as an ONNX file: values are called as its layers, and the batch axis is free. */
public final class CaseModel {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();

    private CaseModel() {}

    /** The file of a case's model, written into a folder. */
    public static Path write(JsonNode entry, Path folder) {
        List<ValueInfo> inputs = new ArrayList<>();
        entry.get("input").properties().forEach(e -> inputs.add(input(e.getKey(), tensor(e.getValue()))));
        return write(entry.get("model"), inputs, folder.resolve(entry.get("id").asText() + ".onnx"));
    }

    /** A model of layers in the notation of {@code cases.json}. */
    public static Path write(JsonNode layers, List<ValueInfo> inputs, Path file) {
        CaseModel model = new CaseModel();
        layers.forEach(model::add);
        String last = layers.get(layers.size() - 1).get("name").asText();
        ValueInfo output = new ValueInfo(last, ElementType.FLOAT, Optional.empty());
        Graph graph = new Graph("case", inputs, List.of(output), model.weights, model.nodes, List.of());
        ModelWriter.write(new Model(8, "cases", Map.of("", 18L), graph, List.of(), Map.of()), file);
        return file;
    }

    /** An input with a free first axis. */
    public static ValueInfo input(String name, Tensor like) {
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < like.shape().rank(); i++) {
            dims.add(i == 0 ? new Dim.Symbol("N") : new Dim.Known(like.shape().dim(i)));
        }
        return new ValueInfo(name, ElementType.FLOAT, Optional.of(dims));
    }

    private void add(JsonNode layer) {
        List<String> inputs = new ArrayList<>();
        layer.get("inputs")
                .forEach(input -> inputs.add(input.isTextual() ? input.asText() : constant(input.get("const"))));
        Map<String, Attribute> attributes = new HashMap<>();
        String operator = layer.get("op").asText();
        switch (operator) {
            case "Gemm" -> attributes.put("transB", Attribute.of(1));
            case "Concat" ->
                attributes.put("axis", Attribute.of(layer.get("axis").asLong()));
            case "Cast" ->
                attributes.put("to", Attribute.of(layer.get("to").asText().equals("bool") ? 9L : 1L));
            case "Conv" -> convolution(layer, attributes);
            case "MaxPool" -> {
                attributes.put("kernel_shape", ints(layer.get("kernel")));
                attributes.put("strides", ints(layer.get("stride")));
            }
            case "Reshape" -> inputs.add(weight(whole(layer.get("shape"))));
            case "ReduceSum" -> {
                inputs.add(weight(whole(layer.get("axes"))));
                attributes.put("keepdims", Attribute.of(0));
            }
            default -> {}
        }
        for (String parameter : List.of("weight", "bias")) {
            if (layer.hasNonNull(parameter)) {
                inputs.add(constant(layer.get(parameter)));
            }
        }
        nodes.add(Node.of(operator, inputs, List.of(layer.get("name").asText()), attributes));
    }

    private static void convolution(JsonNode layer, Map<String, Attribute> attributes) {
        long stride = layer.get("stride").asLong();
        long pad = layer.get("pad").asLong();
        attributes.put("strides", Attribute.ofInts(stride, stride));
        attributes.put("pads", Attribute.ofInts(pad, pad, pad, pad));
    }

    private String constant(JsonNode value) {
        return weight(tensor(value));
    }

    private String weight(Tensor tensor) {
        String name = "constant." + weights.size();
        weights.add(new Weight.Inline(name, tensor));
        return name;
    }

    private static Attribute ints(JsonNode list) {
        return Attribute.ofInts(whole(list).longs());
    }

    private static Tensor whole(JsonNode list) {
        long[] values = StreamSupport.stream(list.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
        return Tensor.of(values, values.length);
    }

    /** A nested list as FLOAT. */
    public static Tensor tensor(JsonNode value) {
        double[] numbers = numbers(value).toArray();
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return Tensor.of(floats, dims(value));
    }

    /** A nested list as INT64. */
    public static Tensor longs(JsonNode value) {
        return Tensor.of(numbers(value).mapToLong(n -> (long) n).toArray(), dims(value));
    }

    /** All numbers of a nested list, the last axis fastest. */
    public static DoubleStream numbers(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).flatMapToDouble(CaseModel::numbers)
                : DoubleStream.of(value.asDouble());
    }

    private static long[] dims(JsonNode value) {
        return value.isArray()
                ? LongStream.concat(LongStream.of(value.size()), LongStream.of(dims(value.get(0))))
                        .toArray()
                : new long[0];
    }
}
