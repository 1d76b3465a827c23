package ai.interpretdl.onnx;

/** A file that is no ONNX model, or a damaged one. The message names the byte at which reading stopped making sense. */
public final class MalformedModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long offset;

    public MalformedModelException(String what, long offset) {
        super(what + " at byte " + offset);
        this.offset = offset;
    }

    /** Counted from the start of the file. */
    public long offset() {
        return offset;
    }
}
