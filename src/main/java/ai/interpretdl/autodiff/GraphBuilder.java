package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A graph under construction. Equal operations are made once; what is known when the graph is written is computed then.
 *
 * <p>The arithmetic that rules and algorithms write with is in {@link Arithmetic}.
 */
public final class GraphBuilder extends Arithmetic {
    /** Operators are written as this version of the default domain defines them: the newest that is wholly on CUDA. */
    public static final long OPSET = 18;

    private static final long FOLDED_ELEMENTS = 4096;

    private record Key(
            String domain,
            String operator,
            List<Value> inputs,
            Map<String, Attribute> attributes,
            Map<String, Value> captures,
            int outputs) {}

    private final NodeOracle oracle;
    private final Map<Key, Operation> operations = new HashMap<>();
    private final Map<Tensor, Value> constants = new HashMap<>();
    private final Map<String, Value> stored = new HashMap<>();
    private final Map<String, Value> fed = new LinkedHashMap<>();
    private final Map<String, Long> opsets = new HashMap<>(Map.of("", OPSET));
    private int next;
    private Optional<Node> origin = Optional.empty();

    public GraphBuilder(NodeOracle oracle) {
        this.oracle = oracle;
    }

    /** A value given from outside. */
    public Value fed(String name, ElementType type, Shape shape) {
        return fed.computeIfAbsent(name, n -> new Value(next++, new Value.Origin.Fed(n), type, shape));
    }

    /** Numbers known now. */
    @Override
    public Value constant(Tensor tensor) {
        return constants.computeIfAbsent(
                tensor, t -> new Value(next++, new Value.Origin.Known(t), t.type(), t.shape()));
    }

    /** A weight of the model; the name tells weights apart. */
    public Value stored(Weight weight) {
        return stored.computeIfAbsent(
                weight.name(), n -> new Value(next++, new Value.Origin.Stored(weight), weight.type(), weight.shape()));
    }

    /** Several values that are passed on together. */
    Value sequence(List<Value> elements) {
        return new Value(next++, new Value.Origin.Sequence(elements), ElementType.UNDEFINED, Shape.SCALAR);
    }

    /** A value that stands for a weight: where rules ask what varies, it does not, although it may depend on what is fed. */
    public Value still(Value value) {
        Operation still = Operation.still(value);
        still.addOutput(new Value(next++, new Value.Origin.Result(still, 0), value.type(), value.shape()));
        return still.output(0);
    }

    /**
     * Remembers the node of a model file that the operations made from now on come from.
     *
     * @return the one before
     */
    Optional<Node> from(Optional<Node> node) {
        Optional<Node> before = origin;
        origin = node;
        return before;
    }

    /** Raises the version of an operator set to what a model needs. */
    public void require(String domain, long version) {
        opsets.merge(domain, version, Math::max);
    }

    /** The versions of the operator sets in use, by domain. */
    public Map<String, Long> opsets() {
        return opsets;
    }

    @Override
    public Value op(String operator, Map<String, Attribute> attributes, Value... inputs) {
        return operation("", operator, List.of(inputs), attributes, Map.of(), 1).get(0);
    }

    @Override
    public List<Value> ops(int outputs, String operator, Map<String, Attribute> attributes, Value... inputs) {
        return operation("", operator, List.of(inputs), attributes, Map.of(), outputs);
    }

    /**
     * An operation in general form.
     *
     * @param captures what subgraphs in the attributes take from outside
     * @return its outputs
     */
    public List<Value> operation(
            String domain,
            String operator,
            List<Value> inputs,
            Map<String, Attribute> attributes,
            Map<String, Value> captures,
            int outputs) {
        if (Stream.concat(inputs.stream(), captures.values().stream()).anyMatch(Value::isSequence)) {
            throw new UnsupportedOperatorException(
                    origin.map(Node::operator).orElse(operator),
                    origin.map(Node::name).orElse(""),
                    "a sequence is followed only where it is known when the graph is written what is in it");
        }
        var known = Folding.ofShape(this, domain, operator, inputs, attributes);
        if (known.isPresent()) {
            return List.of(known.get());
        }
        Key key = new Key(domain, operator, List.copyOf(inputs), Map.copyOf(attributes), captures, outputs);
        Operation found = operations.get(key);
        if (found != null) {
            return found.outputs();
        }
        Operation made = new Operation(domain, operator, inputs, attributes, captures);
        made.origin(origin);
        List<Typed> types = Shapes.infer(made, outputs, oracle, opsets);
        if (foldable(made, types)) {
            return Folding.evaluate(made, types, oracle, opsets).stream()
                    .map(this::constant)
                    .toList();
        }
        IntStream.range(0, types.size())
                .forEach(i -> made.addOutput(new Value(
                        next++,
                        new Value.Origin.Result(made, i),
                        types.get(i).type(),
                        types.get(i).shape())));
        operations.put(key, made);
        return made.outputs();
    }

    /** The same operation on other inputs. */
    List<Value> again(Operation operation, List<Value> inputs) {
        return again(operation, inputs, operation.captures());
    }

    /** The same operation where other inputs and captures stand. */
    List<Value> again(Operation operation, List<Value> inputs, Map<String, Value> captures) {
        int outputs = operation.outputs().size();
        return operation(operation.domain(), operation.operator(), inputs, operation.attributes(), captures, outputs);
    }

    /**
     * Runs an operation with one output on numbers known now, however many they are: what an operator does can be learnt from what it does
     * to an identity matrix.
     */
    public Tensor evaluate(String operator, Map<String, Attribute> attributes, Value... inputs) {
        Operation asked = new Operation("", operator, List.of(inputs), attributes, Map.of());
        return Folding.ask(asked, 1, oracle, opsets).get(0);
    }

    private static boolean foldable(Operation operation, List<Typed> types) {
        return !operation.operator().startsWith("Random")
                && !operation.domain().equals(LOOP_DOMAIN)
                && operation.captures().isEmpty()
                && !operation.inputs().isEmpty()
                && operation.inputs().stream()
                        .allMatch(input -> input.isAbsent() || input.known().isPresent())
                && types.stream().allMatch(type -> type.shape().size() <= FOLDED_ELEMENTS);
    }
}
