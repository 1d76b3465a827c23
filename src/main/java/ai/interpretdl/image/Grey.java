package ai.interpretdl.image;

/** How bright a colour is. */
final class Grey {
    private Grey() {}

    /** ITU-R BT.601 luma, 0 to 255, in the 16-bit fixed point of most imaging libraries. */
    static int luma(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }
}
