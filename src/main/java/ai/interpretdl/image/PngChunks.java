package ai.interpretdl.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG file (ISO/IEC 15948, section 5.3): length, name, content, checksum. */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int END = 0x49454e44;
    private static final int EXIF = 0x65584966;
    /** Lower case in the first letter of a name: a decoder may skip the chunk. */
    private static final int ANCILLARY = 0x20000000;

    private PngChunks() {}

    static Envelope envelope(byte[] encoded) {
        ByteBuffer file = ByteBuffer.wrap(encoded).position(SIGNATURE);
        int orientation = 1;
        while (true) {
            if (file.remaining() < 12) {
                throw Damage.cutShort("PNG", encoded);
            }
            int length = file.getInt();
            int name = file.getInt(file.position());
            if (length < 0 || length > file.remaining() - 8) {
                throw Damage.cutShort("PNG", encoded);
            }
            if ((name & ANCILLARY) == 0) {
                check(file, length);
            }
            if (name == EXIF) {
                orientation = Exif.orientation(file.slice(file.position() + 4, length));
            }
            if (name == END) {
                return new Envelope(orientation, Envelope.Inks.NONE);
            }
            file.position(file.position() + length + 8);
        }
    }

    private static void check(ByteBuffer file, int length) {
        CRC32 sum = new CRC32();
        sum.update(file.slice(file.position(), length + 4));
        if ((int) sum.getValue() != file.getInt(file.position() + length + 4)) {
            throw Damage.at("PNG", "a checksum is wrong", file.position());
        }
    }
}
