package ai.interpretdl.image;

import ai.interpretdl.image.PictureException.Reason;

/** The ways to say that a file is not whole. */
final class Damage {
    private static final String ADVICE = "; send the original file again";

    private Damage() {}

    static PictureException cutShort(String format, byte[] encoded) {
        return new PictureException(
                Reason.DAMAGED,
                "the " + format + " file is cut short: it ends after " + encoded.length + " bytes" + ADVICE);
    }

    static PictureException at(String format, String what, long offset) {
        return new PictureException(
                Reason.DAMAGED, "the " + format + " file is damaged: " + what + " at byte " + offset + ADVICE);
    }

    static PictureException because(Format format, Exception cause) {
        return new PictureException(
                Reason.DAMAGED, "the " + format + " file is damaged: " + cause.getMessage() + ADVICE, cause);
    }
}
