package ai.interpretdl.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Reads one message of the protobuf wire format, field by field: {@link #next()} moves to a field, then exactly one of the other
 * methods takes its value. Nothing is believed: every length is checked against what is left of the message around it.
 *
 * <p>Encoding: protobuf.dev/programming-guides/encoding.
 */
final class Wire {
    /** Protobuf's own limit to the nesting of messages. */
    private static final int DEEPEST = 100;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int GROUP = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED32 = 5;

    private final Bytes bytes;
    private final long start;
    private final long end;
    private final int depth;
    private long at;
    private long tagAt;
    private int field;
    private int type;

    private Wire(Bytes bytes, long start, long end, int depth) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.depth = depth;
        this.at = start;
    }

    static Wire of(Bytes bytes) {
        return new Wire(bytes, 0, bytes.size(), 0);
    }

    /** The same message from its beginning. */
    Wire again() {
        return new Wire(bytes, start, end, depth);
    }

    /** A piece of the same bytes, which was seen before. */
    Wire at(long from, long length) {
        return new Wire(bytes, from, from + length, depth);
    }

    /** Goes through the message from its beginning and hands over each field of that number. */
    void all(int number, Consumer<Wire> each) {
        Wire wire = again();
        while (wire.next()) {
            if (wire.field == number) {
                each.accept(wire);
            } else {
                wire.skip();
            }
        }
    }

    /** Where the message starts. */
    long start() {
        return start;
    }

    long length() {
        return end - start;
    }

    /** Where the present field's tag starts. */
    long tagAt() {
        return tagAt;
    }

    /** Moves to the next field, unless the message ends here. */
    boolean next() {
        tagAt = at;
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed("no field has the tag " + Long.toUnsignedString(tag));
        }
        return true;
    }

    int field() {
        return field;
    }

    long integer() {
        expect(VARINT);
        return varint();
    }

    float float32() {
        expect(FIXED32);
        return Float.intBitsToFloat((int) fixed(4));
    }

    /** The message, text or bytes that the field holds. */
    Wire message() {
        expect(DELIMITED);
        return nested();
    }

    /** The bytes of the present field's value, of whatever wire type, as a message of their own. */
    Wire value() {
        if (type == DELIMITED) {
            return nested();
        }
        long from = at;
        skip();
        return new Wire(bytes, from, at, depth);
    }

    /** The field with its tag, as a message of its own. */
    Wire whole() {
        skip();
        return new Wire(bytes, tagAt, at, depth);
    }

    /** Whether the field is a run of bytes: a packed list, text or a message. */
    boolean isDelimited() {
        return type == DELIMITED;
    }

    /** One integer of a list, or a packed run of them. */
    void integers(LongConsumer each) {
        if (type != DELIMITED) {
            each.accept(integer());
            return;
        }
        nested().varints(each);
    }

    /** One number of a list, or a packed run of them. */
    void floats(Consumer<Float> each) {
        if (type != DELIMITED) {
            each.accept(float32());
            return;
        }
        Wire run = nested();
        while (run.at < run.end) {
            each.accept(Float.intBitsToFloat((int) run.fixed(4)));
        }
    }

    /** All bytes from here on as varints. */
    void varints(LongConsumer each) {
        while (at < end) {
            each.accept(varint());
        }
    }

    /** Passes over the field, whatever it is. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case FIXED32 -> advance(4);
            case DELIMITED -> advance(varint());
            case GROUP -> skipGroup();
            default -> throw malformed("field " + field + " has the unknown wire type " + type);
        }
    }

    /** The bytes of this message, as they lie there. */
    ByteBuffer bytes() {
        if (length() > bytes.longest()) {
            throw malformed("a piece of " + length() + " bytes is too long to be read at once");
        }
        return bytes.slice(start, (int) length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] copy() {
        ByteBuffer view = bytes();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return copy;
    }

    /** The bytes of this message as characters, one a byte. */
    String characters() {
        return StandardCharsets.ISO_8859_1.decode(bytes()).toString();
    }

    /** The bytes of this message as UTF-8; where they are none, one character a byte, so that different names stay different. */
    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes()).toString();
        } catch (CharacterCodingException e) {
            return characters();
        }
    }

    MalformedModelException malformed(String what) {
        return new MalformedModelException(what, tagAt);
    }

    private Wire nested() {
        long length = varint();
        if (depth == DEEPEST) {
            throw malformed("more than " + DEEPEST + " messages within each other");
        }
        long from = at;
        advance(length);
        return new Wire(bytes, from, at, depth + 1);
    }

    private void skipGroup() {
        int open = 1;
        while (open > 0) {
            if (!next()) {
                throw malformed("a group does not end");
            }
            if (type == GROUP) {
                open++;
            } else if (type == GROUP_END) {
                open--;
            } else {
                skip();
            }
        }
    }

    private void expect(int expected) {
        if (type != expected) {
            throw malformed("field " + field + " has wire type " + type + ", not " + expected);
        }
    }

    private void advance(long length) {
        if (length < 0 || length > end - at) {
            throw malformed("field " + field + " is " + Long.toUnsignedString(length) + " bytes long, but " + (end - at)
                    + " are left");
        }
        at += length;
    }

    private long fixed(int width) {
        long from = at;
        advance(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes.at(from + i) & 0xffL) << (8 * i);
        }
        return value;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at == end) {
                throw malformed("a number is cut off");
            }
            byte b = bytes.at(at++);
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number takes more than 10 bytes");
    }
}
