package ai.interpretdl.image;

/**
 * How letters look.
 *
 * @param size in pixels
 * @param bold thick lines
 * @param colour 0xRRGGBB
 */
record Lettering(double size, boolean bold, int colour) {
    static final Lettering TITLE = new Lettering(19, true, Palette.INK);
    static final Lettering HEADING = new Lettering(14, true, Palette.INK);
    static final Lettering TEXT = new Lettering(13, false, Palette.INK);
    static final Lettering NOTE = new Lettering(12, false, Palette.FAINT_INK);

    double width(String text) {
        return StrokeFont.width(text, size);
    }

    /** The text, or its beginning and an ellipsis where it does not fit. */
    String fit(String text, double width) {
        if (width(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 0 && width(text.substring(0, length).strip() + "…") > width) {
            length--;
        }
        return text.substring(0, length).strip() + "…";
    }
}
