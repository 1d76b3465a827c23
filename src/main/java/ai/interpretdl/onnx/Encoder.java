package ai.interpretdl.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one message of the protobuf wire format. Weights are kept as pieces and copied only when the whole is written, so that a
 * model may be larger than memory.
 */
final class Encoder {
    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    /** Larger pieces are not copied. */
    private static final int COPIED = 4096;

    private final List<Piece> pieces = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long closedSize;

    long size() {
        return closedSize + open.size();
    }

    Encoder integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Encoder float32(int field, float value) {
        tag(field, FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            open.write(bits >>> shift);
        }
        return this;
    }

    Encoder text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Text, unless there is none. */
    Encoder textIfAny(int field, String text) {
        return text.isEmpty() ? this : text(field, text);
    }

    Encoder texts(int field, List<String> texts) {
        texts.forEach(text -> text(field, text));
        return this;
    }

    /**
     * Text that is kept one character a byte.
     *
     * @throws IllegalArgumentException when a character does not fit a byte
     */
    Encoder characters(int field, String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw new IllegalArgumentException("an attribute's text is kept one character a byte: '" + text
                    + "' must be encoded as UTF-8, and decoded as ISO-8859-1, first");
        }
        return bytes(field, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Encoder bytes(int field, byte[] bytes) {
        return piece(field, new Piece.InMemory(ByteBuffer.wrap(bytes)));
    }

    Encoder piece(int field, Piece piece) {
        tag(field, DELIMITED);
        varint(piece.size());
        append(piece);
        return this;
    }

    Encoder message(int field, Encoder message) {
        tag(field, DELIMITED);
        varint(message.size());
        message.close();
        message.pieces.forEach(this::append);
        return this;
    }

    /** Fields that are encoded already. */
    Encoder encoded(ByteBuffer fields) {
        append(new Piece.InMemory(fields));
        return this;
    }

    Encoder packed(int field, Iterable<Long> values) {
        Encoder run = new Encoder();
        values.forEach(run::varint);
        return message(field, run);
    }

    void writeTo(WritableByteChannel out) throws IOException {
        close();
        for (Piece piece : pieces) {
            piece.writeTo(out);
        }
    }

    private void append(Piece piece) {
        if (piece instanceof Piece.InMemory small && small.size() <= COPIED) {
            byte[] copy = new byte[small.bytes().remaining()];
            small.bytes().duplicate().get(copy);
            open.writeBytes(copy);
            return;
        }
        close();
        add(piece);
    }

    private void close() {
        if (open.size() > 0) {
            add(new Piece.InMemory(ByteBuffer.wrap(open.toByteArray())));
            open.reset();
        }
    }

    private void add(Piece piece) {
        pieces.add(piece);
        closedSize += piece.size();
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            open.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        open.write((int) rest);
    }
}
