package ai.interpretdl.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one graph ({@code GraphProto}) with its nodes, and functions, which are graphs without weights. */
final class GraphReader {
    private final ModelFile file;
    private final Wire message;
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final List<ValueInfo> values = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private String name = "";

    GraphReader(ModelFile file, Wire message) {
        this.file = file;
        this.message = message;
    }

    Graph graph() {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> nodes.add(node(file, message.message()));
                case 2 -> name = message.text();
                case 5 -> weights.add(new TensorReader(file, message.message()).weight());
                case 11 -> inputs.add(ValueReader.read(message.message()));
                case 12 -> outputs.add(ValueReader.read(message.message()));
                case 13 -> values.add(ValueReader.read(message.message()));
                case 15 -> weights.add(SparseReader.read(file, message.message()));
                default -> message.skip();
            }
        }
        return new Graph(name, inputs, outputs, weights, nodes, values);
    }

    private static Node node(ModelFile file, Wire wire) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Attribute> attributes = new HashMap<>();
        String name = "";
        String operator = "";
        String domain = "";
        String overload = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> inputs.add(wire.text());
                case 2 -> outputs.add(wire.text());
                case 3 -> name = wire.text();
                case 4 -> operator = wire.text();
                case 5 -> attribute(file, wire.message(), attributes);
                case 7 -> domain = wire.text();
                case 8 -> overload = wire.text();
                default -> wire.skip();
            }
        }
        if (operator.isEmpty()) {
            throw new MalformedModelException(
                    "node '" + name + "' names no operator", wire.span().start());
        }
        return new Node(name, domain, operator, overload, inputs, outputs, attributes);
    }

    private static void attribute(ModelFile file, Wire wire, Map<String, Attribute> into) {
        AttributeReader reader = new AttributeReader(file, wire);
        into.put(reader.name(), reader.value());
    }

    /** Reads a {@code FunctionProto}. */
    static Function function(ModelFile file, Wire wire) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        Map<String, Attribute> defaults = new HashMap<>();
        Map<String, Long> opsets = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        String name = "";
        String domain = "";
        String overload = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 4 -> inputs.add(wire.text());
                case 5 -> outputs.add(wire.text());
                case 6 -> attributes.add(wire.text());
                case 7 -> nodes.add(node(file, wire.message()));
                case 9 -> opset(wire.message(), opsets);
                case 10 -> domain = wire.text();
                case 11 -> attribute(file, wire.message(), defaults);
                case 13 -> overload = wire.text();
                default -> wire.skip();
            }
        }
        return new Function(canonical(domain), name, overload, inputs, outputs, attributes, defaults, opsets, nodes);
    }

    /** Reads an {@code OperatorSetIdProto}. */
    static void opset(Wire wire, Map<String, Long> into) {
        String domain = "";
        long version = 0;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> domain = wire.text();
                case 2 -> version = wire.integer();
                default -> wire.skip();
            }
        }
        into.put(canonical(domain), version);
    }

    /** The default domain has two names. */
    private static String canonical(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }
}
