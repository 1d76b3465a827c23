package ai.interpretdl.interpret;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;

/**
 * An algorithm that answers a statistic of many attributions which is no mean, such as their variance: what it says of some and of others is
 * joined by their moments, not by averaging what it says.
 */
public interface OfMoments extends Interpretation {
    /** Follows the name of attributions in that of the means of their squares. */
    String SQUARES = "^2";

    /** Answers the means of the attributions, and beside each the means of the squares; of tokens for each element of the embedding. */
    Interpretation moments();

    /** What the answer makes of them. */
    Statistic statistic();

    /** In double precision: a variance is the difference of what may be nearly equal. */
    static Tensor squares(Tensor tensor) {
        double[] squares =
                Arrays.stream(tensor.doubles()).map(value -> value * value).toArray();
        return Tensor.of(ElementType.DOUBLE, squares, tensor.shape().dims());
    }

    /** A number that is made of the mean of many numbers and of the mean of their squares. */
    interface Statistic {
        double of(double mean, double square);

        /**
         * How much the number varies with the moments, to first order (the delta method).
         *
         * @param mean about which they vary
         * @param ofMean the variance of the mean
         * @param covariance of the mean and the mean square
         * @param ofSquare the variance of the mean square
         */
        double variance(double mean, double ofMean, double covariance, double ofSquare);

        /**
         * How many rounds tell nothing of this variance because the mean is their own: of a squared distance from it two, as two rounds lie
         * equally far from their mean.
         */
        default int lost() {
            return 0;
        }
    }
}
