package ai.interpretdl.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * An upright 8-bit RGB picture.
 *
 * <p>The pixels are the file's own numbers, as the libraries that train models read them: no colour management, no gamma, alpha
 * dropped, 16 bits cut to 8, grey repeated three times. Immutable.
 */
public final class Picture {
    /**
     * What a decoder may be asked to hold.
     *
     * @param pixels the most pixels, width times height
     */
    public record Limits(long pixels) {
        /** 40 million pixels. */
        public static final Limits DEFAULT = new Limits(40_000_000);

        public Limits {
            if (pixels < 1) {
                throw new IllegalArgumentException("a limit of " + pixels + " pixels lets no picture through");
            }
        }
    }

    private final int width;
    private final int height;
    private final byte[] rgb;

    private Picture(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * A picture of given pixels.
     *
     * @param rgb red, green and blue of each pixel, row by row; copied
     * @throws IllegalArgumentException when there is no pixel, or the length is not 3·width·height
     */
    public static Picture of(int width, int height, byte[] rgb) {
        return owning(width, height, rgb.clone());
    }

    /** As {@link #of(int, int, byte[])}, for an array that nobody else keeps. */
    static Picture owning(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(3, Math.multiplyExact(width, height))) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height
                    + " pixels takes 3 bytes for each, not " + rgb.length + " in all");
        }
        return new Picture(width, height, rgb);
    }

    /** The colours of an image that Java holds; alpha is dropped. */
    public static Picture of(BufferedImage image) {
        return owning(image.getWidth(), image.getHeight(), Samples.of(image));
    }

    /**
     * Decodes a PNG, JPEG, GIF (its first frame) or WebP file, and turns it upright as its EXIF data say.
     *
     * @throws PictureException when it has more than 40 million pixels, is of another format, or is damaged
     */
    public static Picture read(byte[] encoded) {
        return read(encoded, Limits.DEFAULT);
    }

    /**
     * Decodes a PNG, JPEG, GIF (its first frame) or WebP file, and turns it upright as its EXIF data say.
     *
     * @throws PictureException when it has more pixels than the limit, is of another format, or is damaged
     */
    public static Picture read(byte[] encoded, Limits limits) {
        return Decoder.decode(encoded, limits);
    }

    /** Pixels in a row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** One colour of one pixel, 0 to 255; channel 0 is red, 1 green, 2 blue. */
    public int value(int row, int column, int channel) {
        return rgb[3 * (row * width + column) + channel] & 0xff;
    }

    /** Red, green and blue of each pixel, row by row: a copy. */
    public byte[] rgb() {
        return rgb.clone();
    }

    /** The pixels themselves, for readers in this package. */
    byte[] pixels() {
        return rgb;
    }

    /** A colour as 0xRRGGBB for each pixel, made of its number in reading order and its own colour. */
    Picture recoloured(IntBinaryOperator colour) {
        byte[] changed = new byte[rgb.length];
        for (int i = 0; i < width * height; i++) {
            int made = colour.applyAsInt(i, packed(i));
            changed[3 * i] = (byte) (made >> 16);
            changed[3 * i + 1] = (byte) (made >> 8);
            changed[3 * i + 2] = (byte) made;
        }
        return new Picture(width, height, changed);
    }

    /** One pixel as 0xRRGGBB, by its number in reading order. */
    int packed(int pixel) {
        return (rgb[3 * pixel] & 0xff) << 16 | (rgb[3 * pixel + 1] & 0xff) << 8 | (rgb[3 * pixel + 2] & 0xff);
    }

    /** A copy as {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage toBufferedImage() {
        int[] packed = IntStream.range(0, width * height).map(this::packed).toArray();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, packed, 0, width);
        return image;
    }

    /** The picture as a PNG file: the same bytes for the same pixels. */
    public byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(toBufferedImage(), "png", out)) {
                throw new IllegalStateException("this Java cannot write PNG: use one with the module java.desktop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the picture as a PNG file, replacing what is there.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public void writePng(Path file) {
        try {
            Files.write(file, png());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the picture to " + file, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && width == picture.width && Arrays.equals(rgb, picture.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(rgb);
    }

    /** For instance {@code picture 640x427}. */
    @Override
    public String toString() {
        return "picture " + width + "x" + height;
    }
}
