package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.SobolDesign;

/**
 * How much of the variance of a score each feature is responsible for, alone and together with others.
 *
 * <p>In total Σ (A - C_j)² / 2n V (Jansen, 1999), alone Σ (B - mean B) (C_j - A) / n V (Saltelli et al., 2010, table 2b), where C_j is A
 * with feature j from B and V the variance of the scores of A: both exactly 0 for a feature that the score ignores. Fel et al., 2021,
 * arXiv:2111.04138, explain pictures by the total. A score that does not vary has indices 0.
 */
public final class SobolIndices {
    private final double[] total;
    private final double[] first;

    private SobolIndices(double[] total, double[] first) {
        this.total = total;
        this.first = first;
    }

    /** @param scores one a row of the design */
    public static SobolIndices of(SobolDesign design, double[] scores) {
        if (scores.length != design.samples()) {
            throw new IllegalArgumentException(
                    "the design has " + design.samples() + " rows, but there are " + scores.length + " scores");
        }
        int points = design.points();
        double variance = variance(scores, points);
        double[] total = new double[design.features()];
        double[] first = new double[design.features()];
        for (int j = 0; variance > 0 && j < total.length; j++) {
            int c = (2 + j) * points;
            total[j] = squares(scores, c, points) / (2 * points * variance);
            first[j] = products(scores, c, points) / (points * variance);
        }
        return new SobolIndices(total, first);
    }

    /** The share of the variance that is lost when all other features are known: alone and in every interaction. 0 or more. */
    public double[] total() {
        return total.clone();
    }

    /** The share of the variance that is lost when this feature is known. The estimate may be a little below 0. */
    public double[] first() {
        return first.clone();
    }

    private static double squares(double[] scores, int c, int points) {
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += (scores[i] - scores[c + i]) * (scores[i] - scores[c + i]);
        }
        return sum;
    }

    private static double products(double[] scores, int c, int points) {
        double mean = mean(scores, points, points);
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += (scores[points + i] - mean) * (scores[c + i] - scores[i]);
        }
        return sum;
    }

    private static double mean(double[] scores, int from, int points) {
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += scores[from + i];
        }
        return sum / points;
    }

    private static double variance(double[] scores, int points) {
        double mean = mean(scores, 0, points);
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += (scores[i] - mean) * (scores[i] - mean);
        }
        return sum / (points - 1);
    }
}
