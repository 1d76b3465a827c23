package ai.interpretdl.image;

import ai.interpretdl.image.Envelope.Inks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks the segments of a JPEG file (ITU-T T.81, annex B) to its end.
 *
 * <p>Decoders fill what is missing of a truncated file with grey. Whether it is whole shows only here: the end marker follows the last scan.
 */
final class JpegSegments {
    /** A progressive file has about ten. Each costs a pass over all pixels, so a few kilobytes could keep a decoder busy for hours. */
    private static final int MOST_SCANS = 100;

    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;
    private static final ByteBuffer ADOBE_NAME = ByteBuffer.wrap("Adobe".getBytes(StandardCharsets.US_ASCII));

    private final byte[] file;
    private int at = 2;
    private int orientation = 1;
    private int components = 3;
    private boolean adobe;
    private int transform;

    private JpegSegments(byte[] file) {
        this.file = file;
    }

    static Envelope envelope(byte[] encoded) {
        JpegSegments segments = new JpegSegments(encoded);
        segments.walk();
        return new Envelope(segments.orientation, segments.inks());
    }

    private void walk() {
        int scans = 0;
        for (int marker = marker(); marker != END; marker = marker()) {
            int length = length();
            keep(marker, ByteBuffer.wrap(file, at + 2, length - 2).slice());
            at += length;
            if (marker == SCAN && ++scans > MOST_SCANS) {
                throw Damage.at("JPEG", "it has more than " + MOST_SCANS + " scans", at);
            }
        }
        if (scans == 0) {
            throw Damage.cutShort("JPEG", file);
        }
    }

    /**
     * The next marker. What lies before it, coded data above all, is passed over: there 0xff is followed by 0 or by a restart marker.
     */
    private int marker() {
        while (at + 1 < file.length) {
            int next = file[at + 1] & 0xff;
            if (file[at] == (byte) 0xff && next != 0 && next != 0xff && !standsAlone(next)) {
                at += 2;
                return next;
            }
            at++;
        }
        throw Damage.cutShort("JPEG", file);
    }

    private static boolean standsAlone(int marker) {
        return (marker >= 0xd0 && marker <= 0xd8) || marker == 1;
    }

    private int length() {
        if (at + 2 > file.length) {
            throw Damage.cutShort("JPEG", file);
        }
        int length = (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
        if (length < 2) {
            throw Damage.at("JPEG", "a segment has no length", at);
        }
        if (at + length > file.length) {
            throw Damage.cutShort("JPEG", file);
        }
        return length;
    }

    private void keep(int marker, ByteBuffer content) {
        if (marker == EXIF && content.remaining() > 6 && content.slice(0, 6).equals(ByteBuffer.wrap(Exif.PREFIX))) {
            orientation = Exif.orientation(content);
        } else if (marker == ADOBE
                && content.remaining() >= 12
                && content.slice(0, 5).equals(ADOBE_NAME)) {
            adobe = true;
            transform = content.get(11);
        } else if (isFrame(marker) && content.remaining() > 5) {
            components = content.get(5);
        }
    }

    /** Start of frame: 0xc0 to 0xcf without the tables for Huffman (4), extensions (8) and arithmetic coding (12). */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private Inks inks() {
        if (components != 4) {
            return Inks.NONE;
        }
        return !adobe ? Inks.CMYK : transform == 2 ? Inks.INVERTED_YCCK : Inks.INVERTED_CMYK;
    }
}
