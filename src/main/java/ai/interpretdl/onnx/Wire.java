package ai.interpretdl.onnx;

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

    private final Cursor cursor;
    private final int depth;
    private long tagAt;
    private int field;
    private int type;

    private Wire(Span span, int depth) {
        this.cursor = new Cursor(span);
        this.depth = depth;
    }

    static Wire of(Bytes bytes) {
        return new Wire(new Span(bytes, 0, bytes.size()), 0);
    }

    /** Where the message lies. */
    Span span() {
        return cursor.span();
    }

    /** Moves to the next field, unless the message ends here. */
    boolean next() {
        tagAt = cursor.at();
        if (cursor.atEnd()) {
            return false;
        }
        long tag = cursor.varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw malformed("no field has the tag " + Long.toUnsignedString(tag));
        }
        return true;
    }

    /** Goes through the message from its beginning and hands over each field of that number. */
    void all(int number, Consumer<Wire> each) {
        Wire wire = new Wire(span(), depth);
        while (wire.next()) {
            if (wire.field == number) {
                each.accept(wire);
            } else {
                wire.skip();
            }
        }
    }

    int field() {
        return field;
    }

    long integer() {
        expect(VARINT);
        return cursor.varint();
    }

    float float32() {
        expect(FIXED32);
        return cursor.float32();
    }

    /** The field's UTF-8 text. */
    String text() {
        return delimited().text();
    }

    /** The field's bytes, one character each. */
    String characters() {
        return delimited().characters();
    }

    Wire message() {
        if (depth == DEEPEST) {
            throw malformed("more than " + DEEPEST + " messages within each other");
        }
        return new Wire(delimited(), depth + 1);
    }

    /** One integer of a list, or a packed run of them. */
    void integers(LongConsumer each) {
        if (type == VARINT) {
            each.accept(integer());
            return;
        }
        Cursor run = new Cursor(delimited());
        while (!run.atEnd()) {
            each.accept(run.varint());
        }
    }

    /** One number of a list, or a packed run of them. */
    void floats(Consumer<Float> each) {
        if (type == FIXED32) {
            each.accept(float32());
            return;
        }
        Cursor run = new Cursor(delimited());
        while (!run.atEnd()) {
            each.accept(run.float32());
        }
    }

    /** Whether the field is a run of bytes: a packed list, text or a message. */
    boolean isDelimited() {
        return type == DELIMITED;
    }

    /** Passes over the field, whatever it is, and returns its value's bytes. */
    Span skip() {
        long from = cursor.at();
        switch (type) {
            case VARINT -> cursor.varint();
            case FIXED64 -> cursor.take(8);
            case FIXED32 -> cursor.take(4);
            case DELIMITED -> {
                return delimited();
            }
            case GROUP -> skipGroup();
            default -> throw malformed("field " + field + " has the unknown wire type " + type);
        }
        return span().of(from, cursor.at() - from);
    }

    /** Passes over the field and returns its bytes from the tag on. */
    Span skipWithTag() {
        long from = tagAt;
        skip();
        return span().of(from, cursor.at() - from);
    }

    MalformedModelException malformed(String what) {
        return new MalformedModelException(what, tagAt);
    }

    private Span delimited() {
        expect(DELIMITED);
        return cursor.take(cursor.varint());
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
}
