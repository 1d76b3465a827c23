package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes the numbers of one tensor that do not lie in its file as a tensor has them: those with seven bits a byte, and scattered ones. */
final class TensorDecoder {
    private final Wire message;
    private final TensorHeader header;

    TensorDecoder(Wire message, TensorHeader header) {
        this.message = message;
        this.header = header;
    }

    /** @param present number of bytes that the message has of this field */
    Tensor decode(int field, long present) {
        // A number takes at least a byte in the file, so this never allocates more than eight times what is there.
        if (header.bytes() / header.width() > present || header.bytes() > Integer.MAX_VALUE) {
            throw header.malformed(present + " bytes of numbers");
        }
        ByteBuffer out = ByteBuffer.allocate((int) header.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        boolean fixed = field == TensorReader.FLOATS || field == TensorReader.DOUBLES;
        message.all(field, wire -> {
            if (fixed) {
                copy(wire.skip(), out);
            } else {
                wire.integers(number -> put(number, out));
            }
        });
        if (out.hasRemaining()) {
            throw header.malformed(out.position() + " bytes of numbers");
        }
        return Tensor.of(header.type(), header.shape(), out.flip());
    }

    private void copy(Span numbers, ByteBuffer out) {
        require(numbers.length(), out);
        out.put(numbers.buffer());
    }

    private void put(long number, ByteBuffer out) {
        require(header.width(), out);
        switch (header.width()) {
            case 1 -> out.put((byte) number);
            case 2 -> out.putShort((short) number);
            case 4 -> out.putInt((int) number);
            default -> out.putLong(number);
        }
    }

    private void require(long bytes, ByteBuffer out) {
        if (bytes > out.remaining()) {
            throw header.malformed("more");
        }
    }
}
