package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a file says of a value ({@code ValueInfoProto}).
 *
 * @param name of the value
 * @param type element type; {@link ElementType#UNDEFINED} for sequences, maps and optionals, and where nothing is said
 * @param dims lengths, numbers or symbols; empty when the rank is unknown
 * @param other what is no tensor: its encoded type ({@code TypeProto}), carried along as it was
 */
public record ValueInfo(String name, ElementType type, Optional<List<Dim>> dims, Optional<ByteBuffer> other) {
    public ValueInfo {
        dims = dims.map(List::copyOf);
        other = other.map(ByteBuffer::asReadOnlyBuffer);
    }

    /** A tensor. */
    public ValueInfo(String name, ElementType type, Optional<List<Dim>> dims) {
        this(name, type, dims, Optional.empty());
    }

    /** The length of one axis. */
    public sealed interface Dim {
        /** A known length. */
        record Known(long length) implements Dim {}

        /** A name, not to be trusted: exports reuse one name for different axes. Empty where nothing is said. */
        record Symbol(String name) implements Dim {}
    }

    /** A value whose lengths are all known. */
    public static ValueInfo of(String name, ElementType type, long... dims) {
        return new ValueInfo(
                name,
                type,
                Optional.of(java.util.Arrays.stream(dims)
                        .mapToObj(d -> (Dim) new Dim.Known(d))
                        .toList()));
    }

    /**
     * The lengths, all of which must be known.
     *
     * @throws IllegalStateException when one is not
     */
    public Shape shape() {
        List<Dim> all = dims.orElseThrow(() -> new IllegalStateException("the shape of " + name + " is not known"));
        return Shape.of(all.stream().mapToLong(this::known).toArray());
    }

    private long known(Dim dim) {
        if (dim instanceof Dim.Known known) {
            return known.length();
        }
        throw new IllegalStateException("the shape of " + name + " is not known: " + dims);
    }
}
