package ai.interpretdl.text;

import java.util.List;

/**
 * Rectangles and words at their places, in pixels from the top left corner.
 *
 * @param shapes to be drawn in this order
 */
record Picture(double width, double height, List<Shape> shapes) {
    static final double FONT_SIZE = 14;
    static final double LINE_HEIGHT = 22;
    /** Of a background: a little less than a line, so that lines stay apart. */
    static final double BOX_HEIGHT = 20;
    /** From the top of a line to the base line of its letters. */
    static final double ASCENT = 16;

    static final int BLACK = 0;
    static final int GREY = 0x767676;
    static final int PALE = 0xcccccc;

    Picture {
        shapes = List.copyOf(shapes);
    }

    /** What can be drawn. */
    sealed interface Shape {}

    /** A filled rectangle; the colour is 0xRRGGBB. */
    record Box(double x, double y, double width, double height, int rgb) implements Shape {
        private static final double SEAM = 0.01;

        /** Whether a box that starts there goes on with this one. */
        boolean isContinuedAt(double left, double top, int color) {
            return color == rgb && top == y && Math.abs(left - x - width) < SEAM;
        }
    }

    /**
     * A word.
     *
     * @param x of its left edge, whatever its direction
     * @param y of its base line
     * @param look colour and weight
     */
    record Word(double x, double y, double width, String text, boolean rightToLeft, Look look) implements Shape {}

    /** How letters look; the colour is 0xRRGGBB. */
    record Look(int rgb, boolean bold) {
        static final Look PLAIN = new Look(BLACK, false);
        static final Look BOLD = new Look(BLACK, true);
    }

    String svg() {
        return SvgWriter.write(this);
    }
}
