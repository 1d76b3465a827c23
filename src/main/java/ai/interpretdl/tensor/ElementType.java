package ai.interpretdl.tensor;

/** The element types of ONNX, with the numbers that the format gives them ({@code TensorProto.DataType}). */
public enum ElementType {
    UNDEFINED(0, 0),
    FLOAT(1, 32),
    UINT8(2, 8),
    INT8(3, 8),
    UINT16(4, 16),
    INT16(5, 16),
    INT32(6, 32),
    INT64(7, 64),
    STRING(8, 0),
    BOOL(9, 8),
    FLOAT16(10, 16),
    DOUBLE(11, 64),
    UINT32(12, 32),
    UINT64(13, 64),
    COMPLEX64(14, 64),
    COMPLEX128(15, 128),
    BFLOAT16(16, 16),
    FLOAT8E4M3FN(17, 8),
    FLOAT8E4M3FNUZ(18, 8),
    FLOAT8E5M2(19, 8),
    FLOAT8E5M2FNUZ(20, 8),
    UINT4(21, 4),
    INT4(22, 4),
    FLOAT4E2M1(23, 4),
    FLOAT8E8M0(24, 8),
    UINT2(25, 2),
    INT2(26, 2);

    private static final ElementType[] BY_CODE = values();

    private final int code;
    private final int bits;

    ElementType(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when the format knows no such number */
    public static ElementType ofCode(long code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("unknown element type " + code);
        }
        return BY_CODE[(int) code];
    }

    /** The number in the file format. */
    public int code() {
        return code;
    }

    /** Bytes that {@code count} elements take; 0 for strings. */
    public long bytes(long count) {
        return (count * bits + 7) / 8;
    }

    /** The floating type that holds the numbers of two floating types: the wider one, FLOAT of two different halves. */
    public ElementType wider(ElementType other) {
        if (bits == other.bits) {
            return this == other ? this : FLOAT;
        }
        return bits > other.bits ? this : other;
    }

    /** Whether a derivative with respect to such a value makes sense. */
    public boolean isFloating() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }
}
