package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.Masks;
import java.util.Arrays;
import java.util.BitSet;

/**
 * How much a score depends on whether a feature is present, of whatever form the dependence is: the Hilbert-Schmidt independence criterion.
 *
 * <p>Novello, Fel and Vigouroux, 2022, arXiv:2206.06219: tr(K H L H) / n with H = I - 1/n, for bits the kernel K = ½ - (x - x')², for
 * scores the Gaussian L = exp(-(y - y')² / 2 width²). On bits K is 2 (x - ½)(x' - ½), so that the trace is one quadratic form a feature.
 *
 * @param width of the scores' kernel, positive, in units of the score
 */
public record Hsic(double width) {
    public Hsic {
        if (!(width > 0) || width == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("width is " + width + ", not positive and finite");
        }
    }

    /**
     * The width that Xplique takes, the median of the scores. It changes when a constant is added to all scores: for probabilities.
     *
     * @throws IllegalArgumentException when the median is 0
     */
    public static Hsic ofMedianScore(double[] scores) {
        return new Hsic(Math.abs(median(scores.clone())));
    }

    /** The usual width, the median distance of two different scores (Gretton et al., 2008); 1 when all scores are equal. */
    public static Hsic ofMedianDistance(double[] scores) {
        int count = 0;
        double[] distances = new double[scores.length * (scores.length - 1) / 2];
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < i; j++) {
                double distance = Math.abs(scores[i] - scores[j]);
                if (distance > 0) {
                    distances[count++] = distance;
                }
            }
        }
        return new Hsic(count == 0 ? 1 : median(Arrays.copyOf(distances, count)));
    }

    /**
     * One a feature, 0 or more; 0 for a feature that is always present or never.
     *
     * @param masks best balanced ones, as of {@code LatinHypercube.masks}
     * @param scores one a mask
     */
    public double[] of(Masks masks, double[] scores) {
        if (scores.length != masks.samples()) {
            throw new IllegalArgumentException(
                    "there are " + masks.samples() + " masks, but " + scores.length + " scores");
        }
        double[][] centred = centredKernel(scores);
        double[] sums = new double[masks.features()];
        BitSet[] rows = new BitSet[scores.length];
        Arrays.setAll(rows, masks::row);
        double[] side = new double[scores.length];
        for (int j = 0; j < sums.length; j++) {
            for (int i = 0; i < side.length; i++) {
                side[i] = rows[i].get(j) ? 0.5 : -0.5;
            }
            for (int i = 0; i < side.length; i++) {
                sums[j] += 2 * side[i] * Observations.dot(centred[i], side);
            }
            sums[j] = Math.max(0, sums[j] / scores.length);
        }
        return sums;
    }

    /** H L H. */
    private double[][] centredKernel(double[] scores) {
        int n = scores.length;
        double[][] kernel = new double[n][n];
        double[] means = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel[i][j] = gaussian(scores[i] - scores[j]);
                means[i] += kernel[i][j] / n;
            }
            mean += means[i] / n;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel[i][j] += mean - means[i] - means[j];
            }
        }
        return kernel;
    }

    double gaussian(double distance) {
        return Math.exp(-distance * distance / (2 * width * width));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
