package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads a sparse initializer ({@code SparseTensorProto}) as the dense weight that it stands for. */
final class SparseReader {
    private final ModelFile file;
    private final Wire message;
    private final List<Tensor> values = new ArrayList<>();
    private final List<Tensor> indices = new ArrayList<>();
    private final List<Long> dims = new ArrayList<>();
    private String name = "";

    private SparseReader(ModelFile file, Wire message) {
        this.file = file;
        this.message = message;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> values(new TensorReader(file, message.message()));
                case 2 -> indices.add(new TensorReader(file, message.message()).tensor());
                case 3 -> message.integers(dims::add);
                default -> message.skip();
            }
        }
    }

    static Weight read(ModelFile file, Wire message) {
        return new SparseReader(file, message).weight();
    }

    private void values(TensorReader reader) {
        values.add(reader.tensor());
        name = reader.name();
    }

    private Weight weight() {
        if (values.size() != 1 || indices.size() != 1 || indices.get(0).type() != ElementType.INT64) {
            throw malformed("needs values and INT64 indices");
        }
        Shape shape = TensorHeader.shape(name, dims, message.span().start());
        ElementType type = values.get(0).type();
        long bytes = type.bytes(shape.size());
        if (type == ElementType.STRING || type.bytes(2) == type.bytes(1) || !file.affords(bytes)) {
            throw malformed("of " + type + shape + " cannot be made dense; save the model with dense initializers");
        }
        ByteBuffer dense = ByteBuffer.allocate((int) bytes);
        fill(dense, (int) type.bytes(1), positions(shape));
        return new Weight.Inline(name, Tensor.of(type, shape, dense.rewind()));
    }

    private void fill(ByteBuffer dense, int width, long[] positions) {
        ByteBuffer numbers = values.get(0).bytes();
        if (values.get(0).shape().size() != positions.length) {
            throw malformed("has " + values.get(0).shape() + " values at " + positions.length + " indices");
        }
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0 || positions[i] >= dense.capacity() / width) {
                throw malformed("has an index outside of its shape: " + positions[i]);
            }
            dense.put((int) positions[i] * width, numbers, i * width, width);
        }
    }

    /** The positions in row-major order, whether the file has them so or as one index an axis. */
    private long[] positions(Shape shape) {
        long[] given = indices.get(0).longs();
        if (indices.get(0).shape().rank() < 2) {
            return given;
        }
        int rank = shape.rank();
        if (indices.get(0).shape().dim(-1) != rank || rank == 0) {
            throw malformed("has indices " + indices.get(0).shape() + " for the shape " + shape);
        }
        long[] positions = new long[given.length / rank];
        for (int i = 0; i < given.length; i++) {
            long dim = shape.dim(i % rank);
            if (given[i] < 0 || given[i] >= dim) {
                throw malformed("has an index outside of its shape: " + given[i]);
            }
            positions[i / rank] = positions[i / rank] * dim + given[i];
        }
        return positions;
    }

    private MalformedModelException malformed(String what) {
        return new MalformedModelException(
                "sparse weight " + name + " " + what, message.span().start());
    }
}
