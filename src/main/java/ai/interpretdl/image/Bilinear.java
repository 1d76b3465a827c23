package ai.interpretdl.image;

/**
 * Bilinear resizing as OpenCV's {@code INTER_LINEAR} does it: pixel centres at half integers, edges repeated, no antialiasing.
 *
 * <p>For 8-bit pixels in the same fixed-point arithmetic (weights of 11 bits), so that a model sees the very numbers that it saw from Python.
 */
final class Bilinear {
    private Bilinear() {}

    static Picture resize(Picture picture, int width, int height) {
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        ResizeAxis columns = ResizeAxis.of(picture.width(), width).settled();
        ResizeAxis rows = ResizeAxis.of(picture.height(), height);
        byte[] rgb = new byte[3 * width * height];
        int[] above = new int[3 * width];
        int[] below = new int[3 * width];
        for (int row = 0; row < height; row++) {
            stretch(picture, rows.lower(row), columns, above);
            stretch(picture, rows.upper(row), columns, below);
            int a = rows.fixedLowerWeight(row);
            int b = rows.fixedUpperWeight(row);
            for (int i = 0; i < 3 * width; i++) {
                int mixed = ((a * (above[i] >> 4)) >> 16) + ((b * (below[i] >> 4)) >> 16);
                rgb[3 * width * row + i] = (byte) ((mixed + 2) >> 2);
            }
        }
        return Picture.owning(width, height, rgb);
    }

    /** One row at its new width, in units of 1/2048. */
    private static void stretch(Picture picture, int row, ResizeAxis columns, int[] into) {
        byte[] pixels = picture.pixels();
        int start = 3 * picture.width() * row;
        for (int column = 0; column < into.length / 3; column++) {
            int left = start + 3 * columns.lower(column);
            int right = start + 3 * columns.upper(column);
            int a = columns.fixedLowerWeight(column);
            int b = columns.fixedUpperWeight(column);
            for (int channel = 0; channel < 3; channel++) {
                into[3 * column + channel] = (pixels[left + channel] & 0xff) * a + (pixels[right + channel] & 0xff) * b;
            }
        }
    }

    /** A map of any numbers, {@code [height, width]}, at another size. */
    static double[] resize(double[] map, int oldWidth, int oldHeight, int width, int height) {
        ResizeAxis columns = ResizeAxis.of(oldWidth, width).settled();
        ResizeAxis rows = ResizeAxis.of(oldHeight, height).settled();
        double[] resized = new double[width * height];
        for (int row = 0; row < height; row++) {
            int above = rows.lower(row) * oldWidth;
            int below = rows.upper(row) * oldWidth;
            for (int column = 0; column < width; column++) {
                int left = columns.lower(column);
                int right = columns.upper(column);
                double top = columns.mix(column, map[above + left], map[above + right]);
                double bottom = columns.mix(column, map[below + left], map[below + right]);
                resized[row * width + column] = rows.mix(row, top, bottom);
            }
        }
        return resized;
    }
}
