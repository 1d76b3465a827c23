package ai.interpretdl.onnx;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Path;

/** An initializer: its numbers, or where they lie in a file. */
public sealed interface Weight {
    String name();

    ElementType type();

    Shape shape();

    /** The same numbers under another name. */
    Weight withName(String other);

    /** Reads the numbers; a weight in a file is mapped, not copied. At most 2 GiB. */
    Tensor load();

    /** Numbers at hand. */
    record Inline(String name, Tensor tensor) implements Weight {
        @Override
        public ElementType type() {
            return tensor.type();
        }

        @Override
        public Shape shape() {
            return tensor.shape();
        }

        @Override
        public Weight withName(String other) {
            return new Inline(other, tensor);
        }

        @Override
        public Tensor load() {
            return tensor;
        }
    }

    /**
     * Numbers in a file, little endian and row-major: the model file itself, or a file of external data beside it.
     *
     * @param file where
     * @param offset first byte
     */
    record InFile(String name, ElementType type, Shape shape, Path file, long offset) implements Weight {
        @Override
        public Weight withName(String other) {
            return new InFile(other, type, shape, file, offset);
        }

        @Override
        public Tensor load() {
            return MappedFile.read(this);
        }
    }
}
