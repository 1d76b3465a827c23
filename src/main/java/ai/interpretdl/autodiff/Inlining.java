package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a model inside a graph under construction: its nodes become operations as far as somebody asks for what they write.
 *
 * <p>Seams fall out of this: whatever is fed by name, an input or an inner value, is not computed.
 */
public final class Inlining {
    private static final long SMALL = 4096;

    private final GraphBuilder graph;
    private final ModelGraph model;
    private final Rebatching rebatching;
    private final Optional<Fusion> fusion;
    private final Map<String, Value> values = new HashMap<>();

    /**
     * What an export spells out becomes one operator where there is one.
     *
     * @param fed values by the name that the model's file gives them, for the whole batch
     * @param rebatching how constants with a batch baked in are read
     */
    public Inlining(GraphBuilder graph, ModelGraph model, Map<String, Value> fed, Rebatching rebatching) {
        this(graph, model, fed, rebatching, Optional.of(new Fusion(graph, fed.values())));
    }

    private Inlining(
            GraphBuilder graph,
            ModelGraph model,
            Map<String, Value> fed,
            Rebatching rebatching,
            Optional<Fusion> fusion) {
        this.graph = graph;
        this.model = model;
        this.rebatching = rebatching;
        this.fusion = fusion;
        values.putAll(fed);
        rebatching.follow(fed.values());
    }

    /** The same call with every node as the file has it, so that all its values lie on the way from what is fed to the outputs. */
    public static Inlining spelledOut(
            GraphBuilder graph, ModelGraph model, Map<String, Value> fed, Rebatching rebatching) {
        return new Inlining(graph, model, fed, rebatching, Optional.empty());
    }

    public ModelGraph model() {
        return model;
    }

    /** Whether a value of the file lies inside of what became one operator, and so on no way to the outputs. */
    public boolean hides(String name) {
        return fusion.filter(f -> f.hides(value(name))).isPresent();
    }

    /**
     * A value of the model, by the name in its file.
     *
     * @throws UnsupportedOperatorException when a shape on the way depends on the data
     */
    public Value value(String name) {
        for (Node node : missing(name)) {
            run(node);
        }
        return at(name);
    }

    /** The nodes that have to run for a value, in order. */
    private List<Node> missing(String name) {
        Set<Integer> positions = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String asked = open.pop();
            Optional<Integer> producer = values.containsKey(asked) ? Optional.empty() : model.producer(asked);
            if (producer.isPresent() && positions.add(producer.get())) {
                Node node = model.nodes().get(producer.get());
                node.inputs().stream().filter(in -> !in.isEmpty()).forEach(open::push);
                captured(node).forEach(open::push);
            }
        }
        return positions.stream().sorted().map(model.nodes()::get).toList();
    }

    private static Set<String> captured(Node node) {
        Set<String> names = new HashSet<>();
        node.attributes().values().stream()
                .filter(Attribute.OfGraph.class::isInstance)
                .forEach(a -> names.addAll(Captures.of(((Attribute.OfGraph) a).value())));
        return names;
    }

    private Value at(String name) {
        if (name.isEmpty()) {
            return Value.ABSENT;
        }
        Value value = values.get(name);
        if (value == null) {
            value = model.weight(name)
                    .map(this::weight)
                    .orElseThrow(() -> new IllegalArgumentException("the model has no value [" + name + "]"));
            values.put(name, value);
        }
        return value;
    }

    private Value weight(Weight weight) {
        boolean known = weight.type().bytes(weight.shape().size()) <= SMALL
                && !weight.type().equals(ai.interpretdl.tensor.ElementType.STRING);
        return known ? graph.constant(weight.load()) : graph.stored(weight);
    }

    private void run(Node node) {
        List<Value> inputs = rebatching.aligned(
                graph, node, node.inputs().stream().map(this::at).toList());
        List<Value> outputs = outputs(node, inputs);
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!name.isEmpty() && i < outputs.size()) {
                Value value = outputs.get(i);
                value.operation().ifPresent(o -> o.stem(node.name().isEmpty() ? "writes [" + name + "]" : node.name()));
                values.putIfAbsent(name, value);
            }
        }
        rebatching.spread(node, inputs, outputs);
    }

    private List<Value> outputs(Node node, List<Value> inputs) {
        Optional<Node> outer = graph.from(Optional.of(node));
        try {
            Expansion expansion = Expansions.TABLE.get(
                    node.domain().isEmpty() ? node.operator() : node.domain() + ":" + node.operator());
            return expansion != null
                    ? expansion.expand(graph, new Call(this, node, inputs))
                    : fused(plain(node, inputs));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "node " + node.name() + " (" + node.operator() + ", writes " + node.outputs() + "): "
                            + e.getMessage(),
                    e);
        } finally {
            graph.from(outer);
        }
    }

    private List<Value> fused(List<Value> outputs) {
        return fusion.isPresent() && outputs.size() == 1 ? List.of(fusion.get().of(outputs.get(0))) : outputs;
    }

    /** The node as it is. */
    List<Value> plain(Node node, List<Value> inputs) {
        Map<String, Value> captures = new HashMap<>();
        captured(node).forEach(name -> captures.put(name, at(name)));
        model.opsets().forEach((domain, version) -> {
            if (!domain.isEmpty()) {
                graph.require(domain, version);
            }
        });
        int outputs = switch (node.operator()) {
            case "MaxPool" -> 2;
            case "LayerNormalization" -> 3;
            default -> node.outputs().size();
        };
        return graph.operation(node.domain(), node.operator(), inputs, node.attributes(), captures, outputs);
    }

    /** Runs the nodes of a subgraph in place, for a control-flow node whose course is known. */
    List<Value> inline(Graph body, Map<String, Value> arguments) {
        Map<String, Value> scope = new HashMap<>();
        Captures.of(body).forEach(name -> scope.put(name, at(name)));
        scope.putAll(arguments);
        Inlining inner = new Inlining(graph, model.of(body), scope, rebatching, fusion);
        return body.outputs().stream().map(output -> inner.value(output.name())).toList();
    }

    /** A node on its way into the graph. */
    record Call(Inlining caller, Node node, List<Value> inputs) {
        Value in(int index) {
            return index < inputs.size() ? inputs.get(index) : Value.ABSENT;
        }

        boolean has(int index) {
            return !in(index).isAbsent();
        }

        long integer(String name, long otherwise) {
            return node.integer(name, otherwise);
        }

        float number(String name, float otherwise) {
            return node.number(name, otherwise);
        }

        String text(String name, String otherwise) {
            return node.text(name, otherwise);
        }

        /** A list of integers. */
        long[] integers(String name, long... otherwise) {
            return node.attributes().get(name) instanceof Attribute.OfInts list
                    ? list.values().stream().mapToLong(Long::longValue).toArray()
                    : otherwise;
        }

        List<Float> numbers(String name) {
            return node.attributes().get(name) instanceof Attribute.OfFloats list ? list.values() : List.of();
        }

        List<String> texts(String name) {
            return node.attributes().get(name) instanceof Attribute.OfStrings list ? list.values() : List.of();
        }

        /** An operator, or this form of it, that is not spelled out. */
        UnsupportedOperatorException unsupported(String reason) {
            return new UnsupportedOperatorException(node.operator(), node.name(), reason);
        }

        /** An attribute that the operator cannot be without. */
        Tensor tensor(String name) {
            if (node.attributes().get(name) instanceof Attribute.OfTensor tensor) {
                return tensor.value();
            }
            throw new IllegalArgumentException("attribute " + name + " is missing");
        }

        Graph body(String name) {
            if (node.attributes().get(name) instanceof Attribute.OfGraph body) {
                return body.value();
            }
            throw new IllegalArgumentException("attribute " + name + " is missing");
        }

        /** What is in a sequence. */
        List<Value> elements(int index) {
            if (in(index).isSequence()) {
                return in(index).elements();
            }
            throw unsupported("it is not known what is in the sequence that input " + index + " is");
        }

        Tensor known(int index) {
            return in(index)
                    .constant()
                    .orElseThrow(() -> new UnsupportedOperatorException(
                            node.operator(),
                            node.name(),
                            "input " + index + " depends on the data; export the model with constant shapes"));
        }

        List<Value> plain() {
            return caller.plain(node, inputs);
        }

        /** The node as it is, with other inputs or attributes. */
        List<Value> plain(List<Value> others, Map<String, Attribute> attributes) {
            return caller.plain(
                    new Node(
                            node.name(), node.domain(), node.operator(), "", node.inputs(), node.outputs(), attributes),
                    others);
        }
    }
}
