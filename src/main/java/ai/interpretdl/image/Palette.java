package ai.interpretdl.image;

/** The colours of figures, as 0xRRGGBB. Blue and red are told apart by nearly everybody, and are the ends of the diverging map. */
final class Palette {
    static final int PAPER = 0xffffff;
    static final int INK = 0x1c2430;
    static final int FAINT_INK = 0x5b6675;
    static final int RULE = 0xdde2e8;
    static final int AXIS = 0x8a94a1;
    static final int AGAINST = 0x2a66b0;
    static final int FOR = 0xc0392f;

    /** Lines that must be told apart; chosen to differ in lightness too. */
    private static final int[] SERIES = {0x2a66b0, 0xd9822b, 0x1f8a70, 0xa23b72, 0x6b5fb5, 0x6f7682};

    private Palette() {}

    static int series(int i) {
        return SERIES[i % SERIES.length];
    }
}
