package ai.interpretdl.image;

import java.util.Arrays;

/** Three numbers for every pixel, each kind in an array of its own, row by row: what superpixels are computed on. */
final class Planes {
    /** The matrix of sRGB's primaries, and the white D65 seen at 2 degrees. */
    private static final double[][] TO_XYZ = {
        {0.412453, 0.357580, 0.180423}, {0.212671, 0.715160, 0.072169}, {0.019334, 0.119193, 0.950227}
    };

    private static final double[] WHITE = {0.95047, 1, 1.08883};
    private static final double[] LINEAR = linear();

    final int width;
    final int height;
    final double[][] planes;

    private Planes(int width, int height, double[][] planes) {
        this.width = width;
        this.height = height;
        this.planes = planes;
    }

    /** Red, green and blue from 0 to 1. */
    static Planes rgb(Picture picture) {
        Planes result =
                new Planes(picture.width(), picture.height(), new double[3][picture.width() * picture.height()]);
        for (int i = 0; i < picture.pixels().length; i++) {
            result.planes[i % 3][i / 3] = (picture.pixels()[i] & 0xff) / 255.0;
        }
        return result;
    }

    /** CIE L*a*b*, in which equal distances look about equal: L* from 0 to 100. */
    static Planes lab(Picture picture) {
        byte[] rgb = picture.pixels();
        Planes result = new Planes(picture.width(), picture.height(), new double[3][rgb.length / 3]);
        for (int i = 0; i < rgb.length / 3; i++) {
            double x = root(rgb, i, 0);
            double y = root(rgb, i, 1);
            double z = root(rgb, i, 2);
            result.planes[0][i] = 116 * y - 16;
            result.planes[1][i] = 500 * (x - y);
            result.planes[2][i] = 200 * (y - z);
        }
        return result;
    }

    /** CIE's f of X, Y or Z relative to white. */
    private static double root(byte[] rgb, int pixel, int axis) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += TO_XYZ[axis][channel] * LINEAR[rgb[3 * pixel + channel] & 0xff];
        }
        double relative = sum / WHITE[axis];
        return relative > 0.008856 ? Math.cbrt(relative) : 7.787 * relative + 16 / 116.0;
    }

    private static double[] linear() {
        double[] table = new double[256];
        for (int i = 0; i < 256; i++) {
            double value = i / 255.0;
            table[i] = value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
        }
        return table;
    }

    Planes times(double factor) {
        double[][] scaled = Arrays.stream(planes)
                .map(plane -> Arrays.stream(plane).map(value -> value * factor).toArray())
                .toArray(double[][]::new);
        return new Planes(width, height, scaled);
    }

    /** A Gaussian blur, cut off at 4 sigma; at the borders the picture goes on mirrored. */
    Planes blurred(double sigma) {
        if (sigma == 0) {
            return this;
        }
        double[] kernel = Blur.kernel(sigma);
        double[][] blurred = Arrays.stream(planes)
                .parallel()
                .map(plane -> Blur.alongRows(Blur.alongColumns(plane, width, height, kernel), width, height, kernel))
                .toArray(double[][]::new);
        return new Planes(width, height, blurred);
    }
}
