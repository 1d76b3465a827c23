package ai.interpretdl.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks the chunks of a WebP file (RFC 9649, section 2): RIFF, its length, then chunks padded to even lengths. */
final class WebpChunks {
    private static final int HEADER = 12;
    private static final int EXIF = 0x46495845;

    private WebpChunks() {}

    static Envelope envelope(byte[] encoded) {
        ByteBuffer file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        long end = Integer.toUnsignedLong(file.getInt(4)) + 8;
        if (end > encoded.length) {
            throw Damage.cutShort("WebP", encoded);
        }
        int orientation = 1;
        for (long at = HEADER; at + 8 <= end; ) {
            long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
            if (at + 8 + length > end) {
                throw Damage.at("WebP", "a chunk is longer than the file", at);
            }
            if (file.getInt((int) at) == EXIF) {
                orientation = Exif.orientation(file.slice((int) at + 8, (int) length));
            }
            at += 8 + length + (length & 1);
        }
        return new Envelope(orientation, Envelope.Inks.NONE);
    }
}
