package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.InputAttribution;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.OfMoments;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;

/**
 * An attribution averaged over noisy copies of the input.
 *
 * <p>Smilkov et al., 2017, arXiv:1706.03825, equation 1; the squares after Hooker et al., 2019, arXiv:1806.10758; the variance
 * after Adebayo et al., 2018, arXiv:1810.03307. Noise is the same for all rows.
 *
 * @param inner what is averaged, mostly {@link Saliency}
 * @param samples number of noisy copies
 * @param noise what is added
 * @param statistic of the samples
 */
public record SmoothGrad(InputAttribution inner, int samples, Noise noise, Statistic statistic)
        implements InputAttribution, OfMoments {
    /** What is made of the samples. */
    public enum Statistic implements OfMoments.Statistic {
        MEAN,
        /** The mean of the squares. */
        SQUARE,
        /** The mean of the squares less the square of the mean. */
        VARIANCE;

        Expr of(Expr a, Samples i) {
            return switch (this) {
                case MEAN -> a.mean(i);
                case SQUARE -> a.square().mean(i);
                case VARIANCE -> a.square().mean(i).minus(a.mean(i).square());
            };
        }

        @Override
        public double of(double mean, double square) {
            return switch (this) {
                case MEAN -> mean;
                case SQUARE -> square;
                case VARIANCE -> square - mean * mean;
            };
        }

        @Override
        public double variance(double mean, double ofMean, double covariance, double ofSquare) {
            return switch (this) {
                case MEAN -> ofMean;
                case SQUARE -> ofSquare;
                // d(s - m²) = ds - 2m dm
                case VARIANCE -> ofSquare - 4 * mean * covariance + 4 * mean * mean * ofMean;
            };
        }

        @Override
        public int lost() {
            return this == VARIANCE ? 2 : 0;
        }
    }

    public SmoothGrad {
        Require.positive(samples, "samples");
        noise.check(samples);
    }

    @Override
    public String name() {
        return "smooth-grad";
    }

    @Override
    public Expr attribute(Explained f, Expr x) {
        Samples i = f.samples(samples);
        return statistic.of(inner.attribute(f, x.plus(noise.of(f, x, i))), i);
    }

    @Override
    public Interpretation moments() {
        return new NoisyMoments(inner, samples, noise);
    }
}
