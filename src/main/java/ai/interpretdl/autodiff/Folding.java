package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Computes what is known when a graph is written: shape arithmetic here, the rest by asking the runtime. */
final class Folding {
    private static final Map<String, LongBinaryOperator> INTEGERS = Map.of(
            "Add",
            Long::sum,
            "Sub",
            (a, b) -> a - b,
            "Mul",
            (a, b) -> a * b,
            "Div",
            (a, b) -> a / b,
            "Max",
            Math::max,
            "Min",
            Math::min);

    private Folding() {}

    /** Results that depend on shapes alone, or that are an input itself. */
    static Optional<Value> ofShape(
            GraphBuilder g, String domain, String operator, List<Value> inputs, Map<String, Attribute> attributes) {
        if (!domain.isEmpty()) {
            return Optional.empty();
        }
        return switch (operator) {
            case "Identity" -> Optional.of(inputs.get(0));
            case "Size" ->
                Optional.of(g.constant(Tensor.scalar(inputs.get(0).shape().size())));
            case "Shape" -> Optional.of(shape(g, inputs.get(0).shape(), attributes));
            default -> Optional.empty();
        };
    }

    private static Value shape(GraphBuilder g, Shape shape, Map<String, Attribute> attributes) {
        int from = bound(attributes.getOrDefault("start", Attribute.of(0L)), shape.rank());
        int to = bound(attributes.getOrDefault("end", Attribute.of((long) shape.rank())), shape.rank());
        return g.ints(shape.slice(from, Math.max(from, to)).dims());
    }

    private static int bound(Attribute attribute, int rank) {
        long bound = attribute instanceof Attribute.OfInt i ? i.value() : 0;
        return (int) Math.max(0, Math.min(rank, bound < 0 ? bound + rank : bound));
    }

    /** Runs an operation whose inputs are all known. */
    static List<Tensor> evaluate(Operation operation, List<Typed> types, NodeOracle oracle, Map<String, Long> opsets) {
        return atHand(operation, types.get(0))
                .map(List::of)
                .orElseGet(() -> ask(operation, types.size(), oracle, opsets));
    }

    /** The handful of operators that shape arithmetic consists of, so that writing a graph does not start sessions. */
    private static Optional<Tensor> atHand(Operation o, Typed result) {
        return switch (o.key()) {
            case "Reshape", "Unsqueeze", "Squeeze", "Flatten" ->
                Optional.of(o.known(0).reshape(result.shape().dims()));
            case "Add", "Sub", "Mul", "Div", "Max", "Min" -> integers(o, result);
            case "Concat" -> result.shape().rank() == 1 ? Optional.of(joined(o)) : Optional.empty();
            case "Gather" -> gathered(o, result);
            case "Cast" ->
                result.type() == ElementType.INT64
                        ? Optional.of(
                                Tensor.of(o.known(0).longs(), result.shape().dims()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Tensor> integers(Operation o, Typed result) {
        boolean simple = result.type() == ElementType.INT64
                && o.inputs().size() == 2
                && o.inputs().stream()
                        .allMatch(in ->
                                in.shape().equals(result.shape()) || in.shape().size() == 1);
        if (!simple
                || o.key().equals("Div") && Arrays.stream(o.known(1).longs()).anyMatch(d -> d == 0)) {
            return Optional.empty();
        }
        long[] a = o.known(0).longs();
        long[] b = o.known(1).longs();
        LongBinaryOperator f = java.util.Objects.requireNonNull(INTEGERS.get(o.key()));
        long[] values = IntStream.range(0, Math.toIntExact(result.shape().size()))
                .mapToLong(i -> f.applyAsLong(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]))
                .toArray();
        return Optional.of(Tensor.of(values, result.shape().dims()));
    }

    private static Tensor joined(Operation o) {
        return Tensor.concat(
                IntStream.range(0, o.inputs().size()).mapToObj(o::known).toList());
    }

    private static Optional<Tensor> gathered(Operation o, Typed result) {
        if (result.type() != ElementType.INT64 || o.input(0).rank() != 1) {
            return Optional.empty();
        }
        long[] source = o.known(0).longs();
        long[] picked = Arrays.stream(o.known(1).longs())
                .map(i -> source[(int) (i < 0 ? i + source.length : i)])
                .toArray();
        return Optional.of(Tensor.of(picked, result.shape().dims()));
    }

    /** Has the runtime run an operation. */
    static List<Tensor> ask(Operation operation, int outputs, NodeOracle oracle, Map<String, Long> opsets) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; i < operation.inputs().size(); i++) {
            if (operation.has(i)) {
                inputs.put("i" + i, operation.known(i));
            }
        }
        return oracle.evaluate(toNode(operation, outputs), opsets, inputs);
    }

    /** The operation as a node of its own: inputs i0, i1, …, outputs o0, o1, … */
    static Node toNode(Operation operation, int outputs) {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < operation.inputs().size(); i++) {
            inputs.add(operation.has(i) ? "i" + i : "");
        }
        List<String> names = IntStream.range(0, outputs).mapToObj(i -> "o" + i).toList();
        return operation.toNode(inputs, names, operation.attributes());
    }
}
