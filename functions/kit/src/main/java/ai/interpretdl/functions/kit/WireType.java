package ai.interpretdl.functions.kit;

import ai.interpretdl.tensor.ElementType;
import java.util.Locale;
import java.util.stream.Stream;

/** The element types of the Open Inference Protocol. Strings are BYTES. */
public enum WireType {
    BOOL(ElementType.BOOL, 0, 1),
    UINT8(ElementType.UINT8, 0, 255),
    UINT16(ElementType.UINT16, 0, 65535),
    UINT32(ElementType.UINT32, 0, 0xFFFFFFFFL),
    UINT64(ElementType.UINT64, 0, Long.MAX_VALUE),
    INT8(ElementType.INT8, Byte.MIN_VALUE, Byte.MAX_VALUE),
    INT16(ElementType.INT16, Short.MIN_VALUE, Short.MAX_VALUE),
    INT32(ElementType.INT32, Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(ElementType.INT64, Long.MIN_VALUE, Long.MAX_VALUE),
    FP16(ElementType.FLOAT16, 0, 0),
    FP32(ElementType.FLOAT, 0, 0),
    FP64(ElementType.DOUBLE, 0, 0),
    BYTES(ElementType.STRING, 0, 0);

    private final ElementType element;
    private final long least;
    private final long most;

    WireType(ElementType element, long least, long most) {
        this.element = element;
        this.least = least;
        this.most = most;
    }

    /** @throws Refusal when the protocol has no such type */
    public static WireType of(String field, String name) {
        return Stream.of(values())
                .filter(type -> type.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        field,
                        "has the datatype " + name + ", not one of "
                                + String.join(
                                        ", ",
                                        Stream.of(values()).map(Enum::name).toList())));
    }

    /** @throws IllegalArgumentException when the protocol has no name for it */
    public static WireType of(ElementType element) {
        return Stream.of(values())
                .filter(type -> type.element == element)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the protocol has no name for " + element));
    }

    public ElementType element() {
        return element;
    }

    boolean isFloating() {
        return element.isFloating();
    }

    boolean holds(long value) {
        return least <= value && value <= most;
    }
}
