package ai.interpretdl.image;

/**
 * What surrounds the pixels in a file.
 *
 * @param orientation EXIF's number for how the picture must be turned, 1 to 8; 1 is upright
 * @param inks how four-channel JPEG pixels are stored
 */
record Envelope(int orientation, Inks inks) {
    /** Upright, three channels or fewer. */
    static final Envelope PLAIN = new Envelope(1, Inks.NONE);

    /** The four-channel encodings of JPEG. Adobe's programs store inks inverted, and say so by a segment of theirs. */
    enum Inks {
        NONE,
        CMYK,
        INVERTED_CMYK,
        INVERTED_YCCK
    }
}
