package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.List;

/**
 * What a tensor in a file is called and how large it is, checked.
 *
 * @param at where it starts in the file
 */
record TensorHeader(String name, ElementType type, Shape shape, long at) {
    /** More elements than any file holds; with it, counts of bits do not overflow. */
    private static final long MOST = Long.MAX_VALUE / 256;

    static TensorHeader of(String name, long code, List<Long> dims, long at) {
        return new TensorHeader(name, type(name, code, at), shape(name, dims, at), at);
    }

    private static ElementType type(String name, long code, long at) {
        if (code <= 0 || code >= ElementType.values().length) {
            throw new MalformedModelException("tensor " + name + " has the unknown element type " + code, at);
        }
        return ElementType.ofCode(code);
    }

    /** The shape, which may come from a damaged file. */
    static Shape shape(String name, List<Long> dims, long at) {
        long size = 1;
        for (long dim : dims) {
            if (dim < 0 || (dim != 0 && size > MOST / dim)) {
                throw new MalformedModelException("tensor " + name + " has the impossible shape " + dims, at);
            }
            size *= dim;
        }
        return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    /** What the numbers take in a file. */
    long bytes() {
        return type.bytes(shape.size());
    }

    /** Bytes that one number takes where several do not share one. */
    int width() {
        return (int) type.bytes(1);
    }

    /** That the file holds something else than this tensor takes. */
    MalformedModelException malformed(String found) {
        return new MalformedModelException(
                "tensor " + name + " " + type + shape + " takes " + bytes() + " bytes, but the file holds " + found,
                at);
    }
}
