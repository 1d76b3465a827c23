package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a model that was exported for one row on more of them: where a constant says one row, it is read as {@code factor} rows. Which axis
 * holds the rows follows from the shapes that the same values have for one row.
 *
 * <p>A guess, to be verified on random rows before it is trusted: a row of the batch must equal the single run.
 */
public final class Rebatching {
    private static final Rebatching NONE = new Rebatching(1, Optional.empty());

    /** Operators whose inputs must have the same length along the batch, constants among them. */
    private static final Set<String> EQUAL_LENGTHS = Set.of("Concat", "ScatterElements", "Scatter", "GatherElements");

    private final long factor;
    private final Optional<RowShapes> single;
    private final Set<Value> dependent = new HashSet<>();
    private final Map<Value, BatchAxis> axes = new HashMap<>();

    private Rebatching(long factor, Optional<RowShapes> single) {
        this.factor = factor;
        this.single = single;
    }

    /** The file takes any batch: its constants mean what they say. */
    public static Rebatching none() {
        return NONE;
    }

    /** The file says one row where {@code factor} are wanted. */
    public static Rebatching by(long factor, RowShapes single) {
        return new Rebatching(factor, Optional.of(single));
    }

    private Optional<Shape> one(String name) {
        return single.flatMap(shapes -> shapes.of(name));
    }

    void follow(Collection<Value> fed) {
        if (factor > 1) {
            fed.stream().filter(Value::varies).forEach(dependent::add);
        }
    }

    void spread(Node node, List<Value> inputs, List<Value> outputs) {
        if (factor == 1 || inputs.stream().noneMatch(dependent::contains)) {
            return;
        }
        dependent.addAll(outputs);
        for (int i = 0; i < Math.min(outputs.size(), node.outputs().size()); i++) {
            Value output = outputs.get(i);
            one(node.outputs().get(i))
                    .flatMap(shape -> BatchAxis.between(shape, output.shape(), factor))
                    .ifPresent(found -> axes.putIfAbsent(output, inherited(found, output, inputs)));
        }
    }

    /** Rows that lie inside of an axis stay there as long as the axis keeps its length. */
    private BatchAxis inherited(BatchAxis found, Value output, List<Value> inputs) {
        return inputs.stream()
                .flatMap(in -> Optional.ofNullable(axes.get(in)).stream())
                .filter(known -> known.axis() == found.axis()
                        && found.inside() % known.inside() == 0
                        && lengthens(inputs, known, output))
                .findFirst()
                .orElse(found);
    }

    private static boolean lengthens(List<Value> inputs, BatchAxis known, Value output) {
        return inputs.stream()
                .anyMatch(in -> in.rank() == output.rank() && in.dim(known.axis()) == output.dim(known.axis()));
    }

    /** The inputs of a node, constants that hold a batch of one rewritten. */
    List<Value> aligned(GraphBuilder g, Node node, List<Value> inputs) {
        if (factor == 1 || inputs.stream().noneMatch(dependent::contains)) {
            return inputs;
        }
        if (node.operator().equals("Reshape") || node.operator().equals("Expand")) {
            return shaped(g, node, inputs);
        }
        return EQUAL_LENGTHS.contains(node.operator()) ? repeated(g, node, inputs) : inputs;
    }

    /** The shape that the node writes for one row, widened where the rows are. */
    private List<Value> shaped(GraphBuilder g, Node node, List<Value> inputs) {
        Optional<Shape> from = one(node.inputs().get(0));
        Optional<Shape> to = one(node.outputs().get(0));
        Optional<BatchAxis> before = from.flatMap(shape -> axis(inputs.get(0), shape));
        if (before.isEmpty() || to.isEmpty()) {
            return inputs;
        }
        Optional<BatchAxis> after = node.operator().equals("Reshape")
                ? before.get().reshaped(from.get(), to.get())
                : Optional.of(new BatchAxis(
                        before.get().axis() + to.get().rank() - from.get().rank(),
                        before.get().inside()));
        if (after.isEmpty()) {
            return inputs;
        }
        Value shape = g.ints(after.get().widened(to.get(), factor).dims());
        if (node.operator().equals("Reshape")) {
            // noted before the output exists: one Reshape of one value to one shape is one operation
            axes.putIfAbsent(g.op("Reshape", inputs.get(0), shape), after.get());
        }
        return List.of(inputs.get(0), shape);
    }

    private Optional<BatchAxis> axis(Value value, Shape one) {
        return Optional.ofNullable(axes.get(value)).or(() -> BatchAxis.between(one, value.shape(), factor));
    }

    /** Constants of one row beside values of many are repeated. */
    private List<Value> repeated(GraphBuilder g, Node node, List<Value> inputs) {
        Optional<BatchAxis> rows = Optional.empty();
        for (int i = 0; i < inputs.size() && rows.isEmpty(); i++) {
            Value input = inputs.get(i);
            rows = one(node.inputs().get(i)).flatMap(shape -> axis(input, shape));
        }
        if (rows.isEmpty()) {
            return inputs;
        }
        int axis = rows.get().axis();
        List<Value> aligned = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Value input = inputs.get(i);
            boolean asForOne = input.rank() > axis
                    && one(node.inputs().get(i)).filter(input.shape()::equals).isPresent();
            aligned.add(asForOne ? g.concat(axis, Collections.nCopies(Math.toIntExact(factor), input)) : input);
        }
        return aligned;
    }
}
