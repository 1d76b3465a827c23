package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An operation in a graph under construction. Compared by identity; the builder makes two equal ones the same.
 *
 * @see GraphBuilder
 */
public final class Operation {
    private final String domain;
    private final String operator;
    private final List<Value> inputs;
    private final Map<String, Attribute> attributes;
    private final Map<String, Value> captures;
    private final List<Value> outputs = new ArrayList<>();
    private final boolean varies;
    private String node = "";
    private Optional<Node> origin = Optional.empty();

    Operation(
            String domain,
            String operator,
            List<Value> inputs,
            Map<String, Attribute> attributes,
            Map<String, Value> captures) {
        this(
                domain,
                operator,
                inputs,
                attributes,
                captures,
                operator.startsWith("Random")
                        || inputs.stream().anyMatch(Value::varies)
                        || captures.values().stream().anyMatch(Value::varies));
    }

    private Operation(
            String domain,
            String operator,
            List<Value> inputs,
            Map<String, Attribute> attributes,
            Map<String, Value> captures,
            boolean varies) {
        this.domain = domain;
        this.operator = operator;
        this.inputs = List.copyOf(inputs);
        this.attributes = Map.copyOf(attributes);
        this.captures = Map.copyOf(captures);
        this.varies = varies;
    }

    /** Hands a value on that stands for a weight: it does not vary, whatever it is computed from. */
    static Operation still(Value value) {
        return new Operation("", "Identity", List.of(value), Map.of(), Map.of(), false);
    }

    boolean varies() {
        return varies;
    }

    void addOutput(Value output) {
        outputs.add(output);
    }

    /** Remembers which node of the model file this stands for, for messages only. */
    void stem(String nodeName) {
        if (node.isEmpty()) {
            node = nodeName;
        }
    }

    void origin(Optional<Node> source) {
        origin = source;
    }

    /** The node of the model file that this is, or that this is spelled out from; empty when it was written by us. */
    public Optional<Node> origin() {
        return origin;
    }

    /** The node of the model file that this stands for; empty when it was written by us. */
    public String node() {
        return node;
    }

    public String domain() {
        return domain;
    }

    public String operator() {
        return operator;
    }

    /** The operator with its domain, the key of every table; only the name for the default domain. */
    public String key() {
        return domain.isEmpty() ? operator : domain + ":" + operator;
    }

    public List<Value> inputs() {
        return inputs;
    }

    /** An input, or {@link Value#ABSENT} when it is left out. */
    public Value input(int index) {
        return index < inputs.size() ? inputs.get(index) : Value.ABSENT;
    }

    public boolean has(int index) {
        return !input(index).isAbsent();
    }

    public List<Value> outputs() {
        return outputs;
    }

    public Value output(int index) {
        return outputs.get(index);
    }

    public Map<String, Attribute> attributes() {
        return attributes;
    }

    /** What the bodies of {@code If}, {@code Loop} and {@code Scan} take from outside, by the name used inside. */
    public Map<String, Value> captures() {
        return captures;
    }

    /** An integer attribute. */
    public long integer(String name, long otherwise) {
        return attributes.get(name) instanceof Attribute.OfInt i ? i.value() : otherwise;
    }

    public float number(String name, float otherwise) {
        return attributes.get(name) instanceof Attribute.OfFloat f ? f.value() : otherwise;
    }

    public String text(String name, String otherwise) {
        return attributes.get(name) instanceof Attribute.OfString s ? s.value() : otherwise;
    }

    /** A list of integers; {@code otherwise} repeated {@code count} times when it is left out. */
    public long[] integers(String name, int count, long otherwise) {
        return attributes.get(name) instanceof Attribute.OfInts list
                ? list.values().stream().mapToLong(Long::longValue).toArray()
                : IntStream.range(0, count).mapToLong(i -> otherwise).toArray();
    }

    /**
     * The elements of an input that must be known when the graph is written.
     *
     * @throws UnsupportedOperatorException when they are computed from the model's inputs
     */
    public Tensor known(int index) {
        return input(index)
                .constant()
                .orElseThrow(() -> new UnsupportedOperatorException(
                        this, "input " + index + " depends on the data; export the model with constant shapes"));
    }

    /** An axis attribute, counted from the front. */
    public int axis(String name, long otherwise, int rank) {
        long axis = integer(name, otherwise);
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** This operation as a node of a file, with the given names. */
    public Node toNode(List<String> inputNames, List<String> outputNames, Map<String, Attribute> renamed) {
        return new Node("", domain, operator, "", inputNames, outputNames, renamed);
    }

    @Override
    public String toString() {
        return key() + inputs + " -> " + outputs;
    }
}
