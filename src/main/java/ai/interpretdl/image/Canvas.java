package ai.interpretdl.image;

/** What figures are drawn on; lengths in pixels from the top left, colours as 0xRRGGBB. */
sealed interface Canvas permits RasterCanvas, SvgCanvas {
    /** Where a text lies relative to its point. */
    enum Anchor {
        START(0),
        MIDDLE(0.5),
        END(1);

        /** The share of the text that lies left of the point. */
        final double before;

        Anchor(double before) {
            this.before = before;
        }
    }

    void fill(double x, double y, double width, double height, int colour, double opacity);

    /** A line through points given as x, y, x, y, … */
    void line(double[] points, double thickness, int colour);

    /** A text on its base line. */
    void text(String text, double x, double y, Lettering letters, Anchor anchor);

    /** A text that reads upwards, centred on a point of its base line. */
    void upwards(String text, double x, double y, Lettering letters);

    void picture(Picture picture, double x, double y, double width, double height);
}
