package ai.interpretdl.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds attention by its structure: a softmax over the last axis between two products of values that vary.
 *
 * <p>Between the first product and the softmax may stand scales, masks, biases, caps, casts and reshapes; between the softmax and the
 * second product casts, masks and reshapes that keep its last axis. Fused operators are spelled out before, so that they look the
 * same. A softmax whose scores come from a constant matrix, as in pooling by learnt queries, is none.
 */
public final class AttentionFinder {
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Einsum");
    private static final Set<String> SHAPING =
            Set.of("Cast", "Reshape", "Squeeze", "Unsqueeze", "Identity", "Flatten", "Expand");
    private static final Set<String> SCORING =
            Set.of("Add", "Sub", "Mul", "Div", "Where", "Clip", "Tanh", "Min", "Max");
    private static final Set<String> THINNING = Set.of("Mul", "Div", "Where");

    private final List<Operation> way;
    private final Map<Value, List<Operation>> readers = new HashMap<>();

    private AttentionFinder(Collection<Value> outputs) {
        this.way = Backward.ancestors(outputs);
        way.forEach(o -> o.inputs()
                .forEach(input ->
                        readers.computeIfAbsent(input, i -> new ArrayList<>()).add(o)));
    }

    /** All attention that outputs depend on, in the order in which it runs. */
    public static List<AttentionSite> find(Collection<Value> outputs) {
        AttentionFinder finder = new AttentionFinder(outputs);
        return finder.way.stream().flatMap(o -> finder.at(o).stream()).toList();
    }

    private Optional<AttentionSite> at(Operation softmax) {
        if (!softmax.key().equals("Softmax") || !overLastAxis(softmax) || !hasScores(softmax.input(0))) {
            return Optional.empty();
        }
        return forward(softmax.output(0), AttentionFinder::passesWeights, this::mixing)
                .map(product -> site(softmax, product));
    }

    private static boolean overLastAxis(Operation softmax) {
        int rank = softmax.input(0).rank();
        return rank >= 2 && softmax.axis("axis", -1, rank) == rank - 1;
    }

    /** Whether a product of two values that vary lies behind, with nothing but scoring between. */
    private static boolean hasScores(Value scores) {
        Set<Value> seen = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>(List.of(scores));
        while (!open.isEmpty()) {
            Value value = open.pop();
            Optional<Operation> made = value.operation().filter(o -> value.varies() && seen.add(value));
            if (made.filter(AttentionFinder::isProduct).isPresent()) {
                return true;
            }
            made.filter(o -> SHAPING.contains(o.key()) || SCORING.contains(o.key()))
                    .ifPresent(o -> o.inputs().forEach(open::push));
        }
        return false;
    }

    private static boolean isProduct(Operation o) {
        return PRODUCTS.contains(o.key())
                && o.inputs().size() == 2
                && o.inputs().stream().allMatch(Value::varies);
    }

    private static boolean passesWeights(Operation o, Value from) {
        Value to = o.output(0);
        boolean passes = SHAPING.contains(o.key()) || THINNING.contains(o.key());
        return passes
                && to.rank() >= 2
                && to.dim(-1) == from.dim(-1)
                && to.shape().size() == from.shape().size();
    }

    private Optional<Operation> mixing(Operation o, Value weights) {
        return Optional.of(o).filter(AttentionFinder::isProduct).filter(p -> p.input(0) == weights);
    }

    private AttentionSite site(Operation softmax, Operation product) {
        Value weights = product.input(0);
        return new AttentionSite(
                softmax,
                weights,
                product.input(1),
                forward(product.output(0), AttentionFinder::passesHeads, this::projection),
                rowRead(product, weights.dim(-2)));
    }

    private static boolean passesHeads(Operation o, Value from) {
        return SHAPING.contains(o.key()) || o.key().equals("Transpose");
    }

    private Optional<AttentionSite.Projection> projection(Operation o, Value heads) {
        boolean linear = o.key().equals("MatMul") || o.key().equals("Gemm");
        if (!linear || o.input(0) != heads || o.input(1).varies() || o.input(1).rank() != 2) {
            return Optional.empty();
        }
        boolean transposed = o.key().equals("Gemm") && o.integer("transB", 0) == 1;
        return forward(o.output(0), AttentionFinder::passesProjected, AttentionFinder::stream)
                .map(stream -> new AttentionSite.Projection(o.input(1), transposed, stream));
    }

    /** Bias and scale of the layer. */
    private static boolean passesProjected(Operation o, Value from) {
        boolean byConstant = o.inputs().stream().filter(Value::varies).count() == 1;
        return passesHeads(o, from)
                || (byConstant && Set.of("Add", "Mul", "Div").contains(o.key()));
    }

    /** What the block's result is added to. */
    private static Optional<Value> stream(Operation o, Value added) {
        boolean joins = o.key().equals("Add") && o.inputs().stream().allMatch(Value::varies);
        return Optional.of(o).filter(add -> joins).map(add -> add.input(add.input(0) == added ? 1 : 0));
    }

    /** The row that the first operation behind takes out of an axis of as many tokens; empty when they are averaged, or all are read. */
    private Optional<Long> rowRead(Operation product, long tokens) {
        Set<Value> behind = new HashSet<>(product.outputs());
        for (Operation o : way) {
            if (o.inputs().stream().anyMatch(behind::contains)) {
                behind.addAll(o.outputs());
                Optional<Long> row = behind.contains(o.input(0)) ? taken(o, tokens) : Optional.empty();
                if (row.isPresent()) {
                    return row;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> taken(Operation o, long tokens) {
        int last = o.input(0).rank() - 1;
        if (o.key().equals("Gather") && o.input(1).shape().size() == 1) {
            int axis = o.axis("axis", 0, last + 1);
            boolean ofTokens = axis < last && o.input(0).dim(axis) == tokens;
            return o.input(1).known().filter(k -> ofTokens).map(k -> Math.floorMod(k.longs()[0], tokens));
        }
        boolean single =
                o.key().equals("Slice") && o.has(3) && o.input(1).shape().size() == 1;
        if (!single || o.input(1).known().isEmpty() || o.input(3).known().isEmpty()) {
            return Optional.empty();
        }
        int axis = Math.toIntExact(Math.floorMod(o.known(3).longs()[0], last + 1L));
        boolean ofTokens =
                axis < last && o.input(0).dim(axis) == tokens && o.output(0).dim(axis) == 1;
        return ofTokens ? Optional.of(Math.floorMod(o.known(1).longs()[0], tokens)) : Optional.empty();
    }

    private interface Passing {
        boolean test(Operation operation, Value from);
    }

    private interface Goal<T> {
        Optional<T> at(Operation operation, Value from);
    }

    /** The first goal that a value leads to through operations that pass it on. */
    private <T> Optional<T> forward(Value start, Passing passing, Goal<T> goal) {
        Set<Value> seen = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Value value = open.pop();
            for (Operation reader : seen.add(value) ? readers.getOrDefault(value, List.of()) : List.<Operation>of()) {
                Optional<T> found = goal.at(reader, value);
                if (found.isPresent()) {
                    return found;
                }
                if (passing.test(reader, value)) {
                    open.add(reader.output(0));
                }
            }
        }
        return Optional.empty();
    }
}
