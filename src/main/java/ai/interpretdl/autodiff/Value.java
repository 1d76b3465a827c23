package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Weight;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** A tensor in a graph under construction: its type and shape are known, its elements mostly are not yet. Compared by identity. */
public final class Value {
    /** Stands where an optional input is left out. */
    public static final Value ABSENT = new Value(-1, new Origin.Fed(""), ElementType.UNDEFINED, Shape.SCALAR);

    /** Where a value comes from. */
    public sealed interface Origin {
        /** Given from outside when the graph runs. */
        record Fed(String name) implements Origin {}

        /** Numbers known now. */
        record Known(Tensor tensor) implements Origin {}

        /** A weight of the model, which stays in its file. */
        record Stored(Weight weight) implements Origin {}

        /** Several values that a model passes on together; in the graph there are only these. */
        record Sequence(List<Value> elements) implements Origin {
            public Sequence {
                elements = List.copyOf(elements);
            }
        }

        /** Output {@code index} of an operation. */
        record Result(Operation operation, int index) implements Origin {}
    }

    private final int id;
    private final Origin origin;
    private final ElementType type;
    private final Shape shape;

    Value(int id, Origin origin, ElementType type, Shape shape) {
        this.id = id;
        this.origin = origin;
        this.type = type;
        this.shape = shape;
    }

    /** Its place in the order of creation: what a value is computed from has smaller numbers. */
    public int id() {
        return id;
    }

    public Origin origin() {
        return origin;
    }

    public ElementType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    public int rank() {
        return shape.rank();
    }

    /** The length of an axis; a negative axis counts from the last one. */
    public long dim(int axis) {
        return shape.dim(axis);
    }

    public boolean isAbsent() {
        return this == ABSENT;
    }

    public boolean isSequence() {
        return origin instanceof Origin.Sequence;
    }

    /** What is in a sequence. */
    List<Value> elements() {
        return ((Origin.Sequence) origin).elements();
    }

    /** Whether it depends on what is fed in the place of no weight. Everything that does not depend on feeds is computed once, at load. */
    public boolean varies() {
        if (origin instanceof Origin.Sequence sequence) {
            return sequence.elements().stream().anyMatch(Value::varies);
        }
        return origin instanceof Origin.Result result
                ? result.operation().varies()
                : origin instanceof Origin.Fed && !isAbsent();
    }

    /** The operation that computes it, unless it is fed, known or stored. */
    public Optional<Operation> operation() {
        return origin instanceof Origin.Result result ? Optional.of(result.operation()) : Optional.empty();
    }

    /** Its elements, where they are known already. */
    public Optional<Tensor> known() {
        return origin instanceof Origin.Known known ? Optional.of(known.tensor()) : Optional.empty();
    }

    /** Its elements, where they are known already or stored in a file. */
    public Optional<Tensor> constant() {
        return origin instanceof Origin.Stored stored
                ? Optional.of(stored.weight().load())
                : known();
    }

    @Override
    public String toString() {
        return "%" + id + " " + type + shape;
    }
}
