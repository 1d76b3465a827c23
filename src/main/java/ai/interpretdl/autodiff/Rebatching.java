package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Node;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a model that was exported for one row on more of them: where a constant shape says one row, it is read as {@code factor} rows.
 *
 * <p>A guess, to be verified on random rows before it is trusted: a row of the batch must equal the single run.
 */
public final class Rebatching {
    private final long factor;
    private final Set<Value> dependent = new HashSet<>();

    private Rebatching(long factor) {
        this.factor = factor;
    }

    /** The file takes any batch: its constants mean what they say. */
    public static Rebatching none() {
        return new Rebatching(1);
    }

    /** The file says one row where {@code factor} are wanted. */
    public static Rebatching by(long factor) {
        return new Rebatching(factor);
    }

    void follow(Collection<Value> fed) {
        if (factor > 1) {
            dependent.addAll(fed);
        }
    }

    void spread(List<Value> inputs, List<Value> outputs) {
        if (factor > 1 && inputs.stream().anyMatch(dependent::contains)) {
            dependent.addAll(outputs);
        }
    }

    /** The inputs of a node, constants that hold a batch of one rewritten. */
    List<Value> aligned(GraphBuilder g, Node node, List<Value> inputs) {
        if (factor == 1 || inputs.stream().noneMatch(dependent::contains)) {
            return inputs;
        }
        return switch (node.operator()) {
            case "Reshape" -> List.of(inputs.get(0), reshaped(g, inputs.get(0).shape(), inputs.get(1)));
            case "Expand" -> List.of(inputs.get(0), expanded(g, inputs.get(0).shape(), inputs.get(1)));
            case "Concat" -> repeated(g, inputs);
            default -> inputs;
        };
    }

    private Value reshaped(GraphBuilder g, Shape from, Value shape) {
        if (shape.known().isEmpty() || shape.shape().size() == 0) {
            return shape;
        }
        long[] dims = shape.known().get().longs();
        long size = 1;
        boolean open = false;
        for (int i = 0; i < dims.length; i++) {
            open |= dims[i] == -1;
            size *= dims[i] == 0 ? from.dim(i) : Math.max(1, dims[i]);
        }
        boolean fits = !open && size == from.size();
        if (dims[0] > 0 && !fits) {
            dims[0] *= factor;
        }
        return g.constant(Tensor.of(dims, dims.length));
    }

    private Value expanded(GraphBuilder g, Shape from, Value shape) {
        if (shape.known().isEmpty() || shape.shape().size() == 0) {
            return shape;
        }
        long[] dims = shape.known().get().longs();
        if (from.rank() == dims.length && dims[0] == 1 && from.dim(0) == factor) {
            dims[0] = factor;
        }
        return g.constant(Tensor.of(dims, dims.length));
    }

    /** A constant of one row beside values of many is repeated. */
    private List<Value> repeated(GraphBuilder g, List<Value> inputs) {
        long rows = inputs.stream()
                .filter(in -> in.rank() > 0)
                .mapToLong(in -> in.dim(0))
                .max()
                .orElse(1);
        List<Value> aligned = new ArrayList<>();
        for (Value input : inputs) {
            boolean single = input.rank() > 1 && input.dim(0) == 1 && rows == factor && !dependent.contains(input);
            aligned.add(single ? g.expand(input, input.shape().with(0, rows)) : input);
        }
        return aligned;
    }
}
