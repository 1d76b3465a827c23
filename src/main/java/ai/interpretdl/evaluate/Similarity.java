package ai.interpretdl.evaluate;

import java.util.Arrays;

/** How alike two explanations of one input are. */
final class Similarity {
    private static final int WINDOW = 7;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private Similarity() {}

    static double[] sizes(double[] attributions) {
        return Arrays.stream(attributions).map(Math::abs).toArray();
    }

    /**
     * Structural similarity (Wang et al., 2004, equation 13) of maps scaled to 0..1, averaged over all windows of 7 x 7 pixels; of smaller
     * maps over the one window that there is.
     */
    static double structural(double[] a, double[] b, int height, int width) {
        double[] x = scaled(a);
        double[] y = scaled(b);
        int down = Math.min(WINDOW, height);
        int across = Math.min(WINDOW, width);
        double sum = 0;
        for (int row = 0; row + down <= height; row++) {
            for (int column = 0; column + across <= width; column++) {
                sum += window(x, y, row * width + column, width, down, across);
            }
        }
        return sum / ((height - down + 1.0) * (width - across + 1.0));
    }

    private static double window(double[] x, double[] y, int from, int width, int down, int across) {
        double n = down * across;
        double sumX = 0;
        double sumY = 0;
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int row = 0; row < down; row++) {
            for (int i = from + row * width; i < from + row * width + across; i++) {
                sumX += x[i];
                sumY += y[i];
                squaresX += x[i] * x[i];
                squaresY += y[i] * y[i];
                products += x[i] * y[i];
            }
        }
        double meanX = sumX / n;
        double meanY = sumY / n;
        double varianceX = squaresX / n - meanX * meanX;
        double varianceY = squaresY / n - meanY * meanY;
        double both = products / n - meanX * meanY;
        return (2 * meanX * meanY + C1)
                * (2 * both + C2)
                / ((meanX * meanX + meanY * meanY + C1) * (varianceX + varianceY + C2));
    }

    private static double[] scaled(double[] map) {
        double low = Arrays.stream(map).min().orElse(0);
        double high = Arrays.stream(map).max().orElse(0);
        return Arrays.stream(map)
                .map(value -> high > low ? (value - low) / (high - low) : 0)
                .toArray();
    }
}
