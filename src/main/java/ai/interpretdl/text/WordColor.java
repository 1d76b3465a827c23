package ai.interpretdl.text;

/**
 * The background of a word, from its importance: green for what speaks for the class, red for what speaks against it, paler the less it
 * matters.
 *
 * @param hue in degrees
 * @param lightness in percent; the saturation is 75 percent
 */
record WordColor(int hue, int lightness) {
    private static final double SATURATION = 0.75;

    /** @param importance beyond [-1, 1] taken as its nearer end */
    static WordColor of(double importance) {
        double clipped = Math.max(-1, Math.min(1, importance));
        return clipped > 0
                ? new WordColor(120, 100 - (int) (50 * clipped))
                : new WordColor(0, 100 - (int) (-40 * clipped));
    }

    String css() {
        return "hsl(" + hue + ",75%," + lightness + "%)";
    }

    /** The same color as 0xRRGGBB. */
    int rgb() {
        double light = lightness / 100.0;
        double chroma = (1 - Math.abs(2 * light - 1)) * SATURATION;
        int strong = level(light + chroma / 2);
        int weak = level(light - chroma / 2);
        return hue == 0 ? strong << 16 | weak << 8 | weak : weak << 16 | strong << 8 | weak;
    }

    private static int level(double share) {
        return (int) Math.round(255 * share);
    }
}
