package ai.interpretdl.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A stretch of a model's bytes.
 *
 * @param start first byte
 * @param end the byte after the last
 */
record Span(Bytes bytes, long start, long end) {
    long length() {
        return end - start;
    }

    /** The same stretch, shortened. */
    Span of(long from, long length) {
        return new Span(bytes, from, from + length);
    }

    /** The bytes as they lie there. */
    ByteBuffer buffer() {
        if (length() > bytes.longest()) {
            throw new MalformedModelException(
                    "a piece of " + length() + " bytes is too long to be read at once", start);
        }
        return bytes.slice(start, (int) length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] copy() {
        ByteBuffer view = buffer();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return copy;
    }

    /** One character a byte. */
    String characters() {
        return new String(copy(), StandardCharsets.ISO_8859_1);
    }

    /** The bytes as UTF-8; where they are none, one character a byte, so that different names stay different. */
    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer()).toString();
        } catch (CharacterCodingException e) {
            return characters();
        }
    }
}
