package ai.interpretdl.interpret;

import java.util.Arrays;

/** The means over rounds of numbers and of their squares, and how both vary from round to round: Welford's recurrences. */
final class RunningMoments {
    private final double[] mean;
    private final double[] square;
    private final double[] ofMean;
    private final double[] covariance;
    private final double[] ofSquare;
    private int rounds;

    RunningMoments(int size) {
        mean = new double[size];
        square = new double[size];
        ofMean = new double[size];
        covariance = new double[size];
        ofSquare = new double[size];
    }

    /**
     * Adds a round.
     *
     * @param values the means that it found
     * @param squares the means of the squares; anything where they are not asked for
     */
    void add(double[] values, double[] squares) {
        rounds++;
        for (int i = 0; i < mean.length; i++) {
            double off = values[i] - mean[i];
            double squareOff = squares[i] - square[i];
            mean[i] += off / rounds;
            square[i] += squareOff / rounds;
            ofMean[i] += off * (values[i] - mean[i]);
            covariance[i] += off * (squares[i] - square[i]);
            ofSquare[i] += squareOff * (squares[i] - square[i]);
        }
    }

    double[] of(OfMoments.Statistic statistic) {
        double[] found = new double[mean.length];
        Arrays.setAll(found, i -> statistic.of(mean[i], square[i]));
        return found;
    }

    /** The largest standard error of the statistic over all rounds; of more than one, and of more than are lost. */
    double worst(OfMoments.Statistic statistic) {
        double worst = 0;
        for (int i = 0; i < mean.length; i++) {
            double variance = statistic.variance(mean[i], ofMean[i], covariance[i], ofSquare[i]);
            // rounding may leave a little less than nothing
            worst = Math.max(worst, Math.sqrt(Math.max(0, variance) / (rounds - 1.0) / (rounds - statistic.lost())));
        }
        return worst;
    }
}
