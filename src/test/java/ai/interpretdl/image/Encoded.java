package ai.interpretdl.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Picture files for tests, written by Java's own encoders. */
final class Encoded {
    private Encoded() {}

    /** Red grows to the right, green downwards, blue is (column · row) mod 256; 24x16 of it lie as WebP files among the resources. */
    static BufferedImage ramp(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int colour = 0xff000000 | (10 * column % 256) << 16 | (15 * row % 256) << 8 | (column * row % 256);
                image.setRGB(column, row, colour);
            }
        }
        return image;
    }

    static byte[] as(String format, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("no encoder for " + format + " of image type " + image.getType());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] resource(String name) {
        try (InputStream in = Encoded.class.getResourceAsStream("/image/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG whose pixels are all these four numbers, which are stored as they are. */
    static byte[] fourChannelJpeg(int... stored) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, stored);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ownJpegWriter();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        }
        return bytes.toByteArray();
    }

    private static ImageWriter ownJpegWriter() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.")) {
                return writer;
            }
        }
        throw new IllegalStateException("this Java has no JPEG writer of its own");
    }

    /** The bytes with others put in at a place. */
    static byte[] insert(byte[] into, int at, byte[] what) {
        return ByteBuffer.allocate(into.length + what.length)
                .put(into, 0, at)
                .put(what)
                .put(into, at, into.length - at)
                .array();
    }

    /** A big-endian EXIF block with nothing but an orientation. */
    static byte[] exif(int orientation) {
        ByteBuffer block = ByteBuffer.allocate(26).putInt(0x4d4d002a).putInt(8).putShort((short) 1);
        return block.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    /** A JPEG segment: marker, length, content. */
    static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .putShort((short) (0xff00 | marker))
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    /** A PNG chunk: length, name, content, checksum. */
    static byte[] chunk(String name, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
        name.chars().forEach(letter -> chunk.put((byte) letter));
        chunk.put(content);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, content.length + 4);
        return chunk.putInt((int) sum.getValue()).array();
    }
}
