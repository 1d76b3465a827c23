package ai.interpretdl.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How dense a picture's pixels lie in the space of colour and place: for each pixel {@code Σ exp(-d²/2σ²)} over a window round it.
 *
 * <p>Every pair is met once and counted for both. Bands of rows are summed apart, and added in a fixed order, so that the sum does not
 * depend on how many processors there are.
 */
final class QuickshiftDensity {
    private static final int BAND = 16;

    private final Planes colours;
    private final int reach;
    private final FastDecay decay;

    QuickshiftDensity(Planes colours, double kernelSize) {
        this.colours = colours;
        this.reach = (int) Math.ceil(3 * kernelSize);
        this.decay = new FastDecay(0.5 / (kernelSize * kernelSize));
    }

    double[] estimate() {
        int bands = (colours.height + BAND - 1) / BAND;
        double[][] sums =
                IntStream.range(0, bands).parallel().mapToObj(this::band).toArray(double[][]::new);
        double[] density = new double[colours.width * colours.height];
        Arrays.fill(density, 1);
        for (int band = 0; band < bands; band++) {
            int start = band * BAND * colours.width;
            for (int i = 0; i < sums[band].length; i++) {
                density[start + i] += sums[band][i];
            }
        }
        return density;
    }

    /** What the pairs give whose upper pixel lies in the band, for its rows and those within reach below. */
    private double[] band(int band) {
        int first = band * BAND;
        int last = Math.min(first + BAND, colours.height);
        double[] sums = new double[(Math.min(last + reach, colours.height) - first) * colours.width];
        for (int row = first; row < last; row++) {
            for (int down = 0; down <= reach && row + down < colours.height; down++) {
                for (int right = down == 0 ? 1 : -reach; right <= reach; right++) {
                    pairs(row, down, right, sums, first * colours.width);
                }
            }
        }
        return sums;
    }

    /** All pairs of a pixel in the row and the one so far below and to its right. */
    private void pairs(int row, int down, int right, double[] sums, int start) {
        double[] l = colours.planes[0];
        double[] a = colours.planes[1];
        double[] b = colours.planes[2];
        int step = down * colours.width + right;
        int from = row * colours.width + Math.max(0, -right);
        int to = row * colours.width + colours.width - Math.max(0, right);
        double apart = down * down + right * right;
        for (int i = from; i < to; i++) {
            double dl = l[i] - l[i + step];
            double da = a[i] - a[i + step];
            double db = b[i] - b[i + step];
            double weight = decay.of(dl * dl + da * da + db * db + apart);
            sums[i - start] += weight;
            sums[i + step - start] += weight;
        }
    }
}
