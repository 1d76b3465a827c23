package ai.interpretdl.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The numbers in a Java image as 8-bit RGB.
 *
 * <p>{@link BufferedImage#getRGB} would brighten grey pictures (Java holds CS_GRAY to be linear) and convert by embedded profiles, which
 * no library does that feeds models; so the samples are taken as they stand wherever they are grey or RGB.
 */
final class Samples {
    private Samples() {}

    static byte[] of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        int space = colours.getColorSpace().getType();
        boolean plain = !(colours instanceof IndexColorModel) && !colours.isAlphaPremultiplied();
        if (plain && space == ColorSpace.TYPE_GRAY) {
            return raw(image, new int[] {0, 0, 0});
        }
        if (plain && space == ColorSpace.TYPE_RGB) {
            return raw(image, new int[] {0, 1, 2});
        }
        return converted(image);
    }

    private static byte[] raw(BufferedImage image, int[] bands) {
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        byte[] rgb = new byte[3 * width * raster.getHeight()];
        int[] row = new int[width * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int channel = 0; channel < 3; channel++) {
                int bits = image.getColorModel().getComponentSize(bands[channel]);
                for (int x = 0; x < width; x++) {
                    rgb[3 * (y * width + x) + channel] =
                            (byte) toEight(row[x * raster.getNumBands() + bands[channel]], bits);
                }
            }
        }
        return rgb;
    }

    /** Wider samples lose their low bits, as in OpenCV; narrower ones are stretched to 255. */
    private static int toEight(int value, int bits) {
        return bits >= 8 ? value >>> (bits - 8) : value * 255 / ((1 << bits) - 1);
    }

    private static byte[] converted(BufferedImage image) {
        int[] packed = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] rgb = new byte[3 * packed.length];
        for (int i = 0; i < packed.length; i++) {
            rgb[3 * i] = (byte) (packed[i] >> 16);
            rgb[3 * i + 1] = (byte) (packed[i] >> 8);
            rgb[3 * i + 2] = (byte) packed[i];
        }
        return rgb;
    }
}
