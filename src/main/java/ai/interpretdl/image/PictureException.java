package ai.interpretdl.image;

/** Thrown when bytes do not become a picture. The message says what to do about it. */
public final class PictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a picture was refused. */
    public enum Reason {
        /** More pixels than the limit allows; decided from the header, nothing was decoded. */
        TOO_LARGE,
        /** Not one of the formats that are read. */
        UNSUPPORTED,
        /** The right format, but cut short or corrupt. */
        DAMAGED
    }

    private final Reason reason;

    PictureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    PictureException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the picture was refused. */
    public Reason reason() {
        return reason;
    }
}
