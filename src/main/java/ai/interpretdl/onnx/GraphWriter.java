package ai.interpretdl.onnx;

import ai.interpretdl.onnx.ValueInfo.Dim;
import ai.interpretdl.tensor.ElementType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes graphs, nodes and functions ({@code GraphProto}, {@code NodeProto}, {@code FunctionProto}); maps in the order of their keys. */
final class GraphWriter {
    private final WeightPlace place;

    GraphWriter(WeightPlace place) {
        this.place = place;
    }

    Encoder model(Model model) {
        Encoder message = new Encoder().integer(1, model.irVersion()).textIfAny(2, model.producer());
        message.message(7, graph(model.graph()));
        opsets(message, 8, model.opsets());
        new TreeMap<>(model.metadata())
                .forEach((key, value) ->
                        message.message(14, new Encoder().text(1, key).text(2, value)));
        model.functions().forEach(function -> message.message(25, function(function)));
        return message;
    }

    Encoder graph(Graph graph) {
        Encoder message = new Encoder();
        graph.nodes().forEach(node -> message.message(1, node(node)));
        message.textIfAny(2, graph.name());
        graph.weights().forEach(weight -> message.message(5, TensorWriter.message(weight, place)));
        graph.inputs().forEach(value -> message.message(11, value(value)));
        graph.outputs().forEach(value -> message.message(12, value(value)));
        graph.values().forEach(value -> message.message(13, value(value)));
        return message;
    }

    private Encoder node(Node node) {
        Encoder message = new Encoder()
                .texts(1, node.inputs())
                .texts(2, node.outputs())
                .textIfAny(3, node.name())
                .text(4, node.operator());
        attributes(message, 5, node.attributes());
        return message.textIfAny(7, node.domain()).textIfAny(8, node.overload());
    }

    private void attributes(Encoder message, int field, Map<String, Attribute> attributes) {
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            Encoder one = new Encoder().text(1, name);
            attribute.writeTo(one, this);
            message.message(field, one.integer(20, attribute.kind()));
        });
    }

    private Encoder function(Function function) {
        Encoder message = new Encoder()
                .text(1, function.name())
                .texts(4, function.inputs())
                .texts(5, function.outputs())
                .texts(6, function.attributes());
        function.nodes().forEach(node -> message.message(7, node(node)));
        opsets(message, 9, function.opsets());
        message.text(10, function.domain());
        attributes(message, 11, function.defaults());
        return message.textIfAny(13, function.overload());
    }

    private static void opsets(Encoder message, int field, Map<String, Long> opsets) {
        new TreeMap<>(opsets)
                .forEach((domain, version) ->
                        message.message(field, new Encoder().text(1, domain).integer(2, version)));
    }

    private static Encoder value(ValueInfo value) {
        Encoder message = new Encoder().text(1, value.name());
        boolean untyped = value.type() == ElementType.UNDEFINED && value.other().isEmpty();
        return untyped ? message : message.message(2, type(value));
    }

    private static Encoder type(ValueInfo value) {
        if (value.other().isPresent()) {
            return new Encoder().encoded(value.other().get());
        }
        Encoder tensor = new Encoder().integer(1, value.type().code());
        value.dims().ifPresent(dims -> tensor.message(2, shape(dims)));
        return new Encoder().message(1, tensor);
    }

    private static Encoder shape(List<Dim> dims) {
        Encoder shape = new Encoder();
        dims.forEach(dim -> shape.message(1, dim(dim)));
        return shape;
    }

    private static Encoder dim(Dim dim) {
        if (dim instanceof Dim.Known known) {
            return new Encoder().integer(1, known.length());
        }
        return new Encoder().textIfAny(2, ((Dim.Symbol) dim).name());
    }
}
