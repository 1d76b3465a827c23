package ai.interpretdl.program;

import ai.interpretdl.autodiff.GraphBuilder;
import ai.interpretdl.autodiff.Value;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The tensors of an expression, and how an operator acts on them: on each, lined up with those of other expressions. */
abstract sealed class Bundle permits Elements {
    private final Trace trace;
    private final List<Part> parts;

    Bundle(Trace trace, List<Part> parts) {
        this.trace = trace;
        this.parts = List.copyOf(parts);
    }

    Trace trace() {
        return trace;
    }

    List<Part> parts() {
        return parts;
    }

    /** The only tensor. */
    Part part() {
        if (parts.size() != 1) {
            throw new IllegalStateException("one tensor is asked of a bundle of " + parts.size());
        }
        return parts.get(0);
    }

    /** How many tensors it bundles. */
    public int size() {
        return parts.size();
    }

    /** One tensor of a bundle. */
    public Expr get(int index) {
        return new Expr(trace, parts.get(index));
    }

    /** A bundle of as many tensors, each made for its place in this one. */
    public Expr each(IntFunction<Expr> made) {
        return Expr.bundle(IntStream.range(0, size()).mapToObj(made).toList());
    }

    /** The shape for one row of one sample. */
    public Shape shape() {
        return part().own();
    }

    public ElementType type() {
        return part().value().type();
    }

    GraphBuilder g() {
        return trace.graph();
    }

    Part pick(int i) {
        return parts.get(parts.size() == 1 ? 0 : i);
    }

    Expr onEach(UnaryOperator<Value> f) {
        return new Expr(
                trace,
                parts.stream().map(part -> part.with(f.apply(part.value()))).toList());
    }

    Expr eachPart(Function<Part, Value> f) {
        return new Expr(
                trace, parts.stream().map(part -> part.with(f.apply(part))).toList());
    }

    Expr eachPart(Function<Part, Value> f, Part beside) {
        return new Expr(
                trace,
                parts.stream()
                        .map(part -> new Part(f.apply(part), Part.union(List.of(part, beside)), true))
                        .toList());
    }

    Expr binary(Expr other, BinaryOperator<Value> f) {
        if (parts.size() != other.parts().size()
                && parts.size() != 1
                && other.parts().size() != 1) {
            throw new IllegalStateException("a bundle of " + parts.size() + " tensors beside one of "
                    + other.parts().size());
        }
        List<Part> results = new ArrayList<>();
        for (int i = 0; i < Math.max(parts.size(), other.parts().size()); i++) {
            results.add(together(List.of(pick(i), other.pick(i)), v -> f.apply(v.get(0), v.get(1))));
        }
        return new Expr(trace, results);
    }

    Part together(List<Part> operands, Function<List<Value>, Value> f) {
        List<Samples> axes = Part.union(operands);
        boolean rows = operands.stream().anyMatch(Part::rows);
        int rank = operands.stream().mapToInt(part -> part.own().rank()).max().orElse(0);
        List<Value> aligned = alike(operands.stream()
                .map(part -> trace.aligned(part, axes, rows, rank))
                .toList());
        return whole(f.apply(aligned), axes, rows, rank);
    }

    /** Floating numbers of different types meet in the wider one. */
    private List<Value> alike(List<Value> values) {
        Optional<ElementType> widest =
                values.stream().map(Value::type).filter(ElementType::isFloating).reduce(ElementType::wider);
        return values.stream()
                .map(value -> value.type().isFloating() ? g().cast(value, widest.orElseThrow()) : value)
                .toList();
    }

    /** Leading ones that broadcasting left out are put back. */
    private Part whole(Value value, List<Samples> axes, boolean rows, int ownRank) {
        int lead = axes.size() + (rows ? 1 : 0);
        if (value.rank() == lead + ownRank) {
            return new Part(value, axes, rows);
        }
        long[] ones = new long[lead + ownRank - value.rank()];
        Arrays.fill(ones, 1);
        return new Part(g().reshape(value, Shape.of(ones).concat(value.shape())), axes, rows);
    }

    /** The same numbers, repeated for every sample and row that another expression varies with. */
    Expr besides(Expr other) {
        List<Part> spread = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Samples> axes = Part.union(List.of(parts.get(i), other.pick(i)));
            boolean rows = parts.get(i).rows() || other.pick(i).rows();
            spread.add(new Part(trace.spread(parts.get(i), axes, rows), axes, rows));
        }
        return new Expr(trace, spread);
    }
}
