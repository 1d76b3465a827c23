package ai.interpretdl.image;

/** From a number to a colour, in 256 steps. */
public enum ColorMap {
    /** Black to white. */
    GREY,
    /** Black to green. */
    GREEN,
    /** Blue, cyan, yellow, red: OpenCV's table, entry by entry. It invents edges where its hue turns; kept to compare with other tools. */
    JET,
    /** Navy, blue, green, yellow: equal steps look equally large (CIE L*a*b*), and lightness alone tells the order, also in print. */
    UNIFORM,
    /** Blue, white, red, for signed numbers: white is zero (entries 127 and 128), and both sides darken alike. */
    DIVERGING;

    private static final int[] UNIFORM_ANCHORS = {
        0x15183b, 0x212458, 0x2d3477, 0x2f4b90, 0x345d97, 0x39709d, 0x3483a6, 0x3194aa, 0x38a4aa, 0x43b3a6, 0x50bf9e,
        0x63c993, 0x7ad186, 0x96d97a, 0xb6e274, 0xd8ec73, 0xfcf678
    };
    private static final int[] DIVERGING_ANCHORS = {
        0x00539d, 0x006cb7, 0x4986cc, 0x77a1de, 0xa2bdea, 0xccd9f3, 0xf6f6f6, 0xfdcec7, 0xf7a79c, 0xea8276, 0xd55e54,
        0xbc3c37, 0x9e181f
    };

    /**
     * The colour of an entry as 0xRRGGBB.
     *
     * @param index 0 to 255; others get the nearest of these
     */
    public int rgb(int index) {
        int i = Math.max(0, Math.min(255, index));
        return switch (this) {
            case GREY -> i * 0x010101;
            case GREEN -> i << 8;
            case JET -> jetRed(i) << 16 | jetGreen(i) << 8 | jetBlue(i);
            case UNIFORM -> between(UNIFORM_ANCHORS, i / 255.0);
            case DIVERGING -> between(DIVERGING_ANCHORS, i < 128 ? i / 254.0 : (i - 1) / 254.0);
        };
    }

    private static int jetRed(int i) {
        return i < 96 ? 0 : i < 160 ? 2 + 4 * (i - 96) : i < 224 ? 255 : 252 - 4 * (i - 224);
    }

    private static int jetGreen(int i) {
        return i <= 32 ? 0 : i < 96 ? 4 * (i - 32) : i < 160 ? 255 : i < 223 ? 252 - 4 * (i - 160) : 0;
    }

    private static int jetBlue(int i) {
        return i < 32 ? 128 + 4 * i : i < 96 ? 255 : i < 159 ? 254 - 4 * (i - 96) : i == 159 ? 1 : 0;
    }

    private static int between(int[] anchors, double share) {
        double place = share * (anchors.length - 1);
        int below = Math.min((int) place, anchors.length - 2);
        return Blend.mix(anchors[below], anchors[below + 1], place - below);
    }
}
