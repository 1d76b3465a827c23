package ai.interpretdl.image;

import java.util.Arrays;

/** Weighted sums along one axis of a map, which goes on mirrored beyond its border (the edge counts twice). */
final class Blur {
    private Blur() {}

    /** The right half of a Gaussian, from its centre to 4 sigma; the whole sums to 1. */
    static double[] kernel(double sigma) {
        double[] half = new double[(int) (4 * sigma + 0.5) + 1];
        double sum = 0;
        for (int i = 0; i < half.length; i++) {
            half[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        double total = sum;
        return Arrays.stream(half).map(weight -> weight / total).toArray();
    }

    static double[] alongColumns(double[] map, int width, int height, double[] kernel) {
        double[] result = new double[map.length];
        for (int row = 0; row < height; row++) {
            for (int i = 1 - kernel.length; i < kernel.length; i++) {
                int from = width * mirrored(row + i, height);
                double weight = kernel[Math.abs(i)];
                for (int column = 0; column < width; column++) {
                    result[row * width + column] += weight * map[from + column];
                }
            }
        }
        return result;
    }

    static double[] alongRows(double[] map, int width, int height, double[] kernel) {
        int reach = kernel.length - 1;
        double[] padded = new double[width + 2 * reach];
        double[] result = new double[map.length];
        for (int row = 0; row < height; row++) {
            for (int i = 0; i < padded.length; i++) {
                padded[i] = map[row * width + mirrored(i - reach, width)];
            }
            for (int i = -reach; i <= reach; i++) {
                double weight = kernel[Math.abs(i)];
                for (int column = 0; column < width; column++) {
                    result[row * width + column] += weight * padded[column + i + reach];
                }
            }
        }
        return result;
    }

    private static int mirrored(int i, int length) {
        int period = Math.floorMod(i, 2 * length);
        return period < length ? period : 2 * length - 1 - period;
    }
}
