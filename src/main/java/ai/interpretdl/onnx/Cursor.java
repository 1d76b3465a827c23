package ai.interpretdl.onnx;

/** Reads the numbers of a stretch of bytes one after the other, and never leaves it. */
final class Cursor {
    private final Span span;
    private long at;

    Cursor(Span span) {
        this.span = span;
        this.at = span.start();
    }

    Span span() {
        return span;
    }

    /** The byte that comes next. */
    long at() {
        return at;
    }

    boolean atEnd() {
        return at == span.end();
    }

    /** The next bytes. */
    Span take(long length) {
        if (length < 0 || length > span.end() - at) {
            throw malformed("a piece of " + Long.toUnsignedString(length) + " bytes starts, but " + (span.end() - at)
                    + " are left");
        }
        at += length;
        return span.of(at - length, length);
    }

    /** A little-endian number. */
    long fixed(int width) {
        Span taken = take(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (span.bytes().at(taken.start() + i) & 0xffL) << (8 * i);
        }
        return value;
    }

    float float32() {
        return Float.intBitsToFloat((int) fixed(4));
    }

    /** A number of seven bits a byte, the lowest first; the highest bit says that there are more. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (atEnd()) {
                throw malformed("a number is cut off");
            }
            byte b = span.bytes().at(at++);
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number takes more than 10 bytes");
    }

    MalformedModelException malformed(String what) {
        return new MalformedModelException(what, at);
    }
}
