package ai.interpretdl.image;

import ai.interpretdl.image.Envelope.Inks;
import java.awt.image.Raster;

/**
 * JPEG pixels of four inks as RGB: (255 - C)(255 - K) / 255 and so on.
 *
 * <p>No colour profile is looked for: which one is found would depend on the machine, and so would the explanation.
 */
final class FourInks {
    private FourInks() {}

    static Picture toPicture(Raster raster, Inks inks) {
        int width = raster.getWidth();
        byte[] rgb = new byte[3 * width * raster.getHeight()];
        int[] row = new int[4 * width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                put(row, 4 * x, inks, rgb, 3 * (y * width + x));
            }
        }
        return Picture.owning(width, raster.getHeight(), rgb);
    }

    private static void put(int[] row, int at, Inks inks, byte[] rgb, int to) {
        if (inks == Inks.INVERTED_YCCK) {
            toInverted(row, at);
        }
        int black = row[at + 3];
        for (int channel = 0; channel < 3; channel++) {
            int ink = row[at + channel];
            int light = inks == Inks.CMYK ? (255 - ink) * (255 - black) : ink * black;
            rgb[to + channel] = (byte) ((light + 127) / 255);
        }
    }

    /** JFIF's YCbCr to RGB, which is the amount of ink here; the fourth ink is stored inverted already. */
    private static void toInverted(int[] row, int at) {
        double luma = row[at];
        double blue = row[at + 1] - 128;
        double red = row[at + 2] - 128;
        row[at] = 255 - clamp(luma + 1.402 * red);
        row[at + 1] = 255 - clamp(luma - 0.344136 * blue - 0.714136 * red);
        row[at + 2] = 255 - clamp(luma + 1.772 * blue);
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.rint(value)));
    }
}
