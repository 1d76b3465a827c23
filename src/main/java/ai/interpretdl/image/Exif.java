package ai.interpretdl.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The one EXIF tag that matters here: 0x0112, orientation (EXIF 2.32, section 4.6.4). */
final class Exif {
    static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final int ORIENTATION = 0x0112;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int BIG_ENDIAN = 0x4d4d;

    private Exif() {}

    /**
     * The orientation that an EXIF block asks for; 1 where it asks for none or cannot be read, since broken EXIF data are common in
     * sound pictures.
     */
    static int orientation(ByteBuffer block) {
        try {
            return find(skipPrefix(block));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return 1;
        }
    }

    private static ByteBuffer skipPrefix(ByteBuffer block) {
        ByteBuffer prefix = ByteBuffer.wrap(PREFIX);
        boolean prefixed = block.remaining() > PREFIX.length
                && block.slice(block.position(), PREFIX.length).equals(prefix);
        return prefixed
                ? block.slice(block.position() + PREFIX.length, block.remaining() - PREFIX.length)
                : block.slice();
    }

    private static int find(ByteBuffer tiff) {
        short order = tiff.getShort();
        if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
            return 1;
        }
        tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.position(tiff.getInt(4));
        int entries = Short.toUnsignedInt(tiff.getShort());
        for (int i = 0; i < entries; i++, tiff.position(tiff.position() + 12)) {
            if (Short.toUnsignedInt(tiff.getShort(tiff.position())) == ORIENTATION) {
                int value = tiff.getShort(tiff.position() + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }
}
