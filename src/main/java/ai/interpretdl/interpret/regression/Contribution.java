package ai.interpretdl.interpret.regression;

import java.util.Arrays;

/** What a feature contributes to an explanation, made from its signed weight so that inputs can be averaged. */
public enum Contribution {
    /** w² / Σ|w|: the size of the weight times its share of all (Ahern et al., NormLIME, 2019, arXiv:1909.04200). */
    NORM_LIME {
        @Override
        double of(double weight, double sum) {
            return sum == 0 ? 0 : weight * weight / sum;
        }
    },

    /** |w|; G-LIME's {@code avg}. */
    ABSOLUTE {
        @Override
        double of(double weight, double sum) {
            return Math.abs(weight);
        }
    },

    /** w². */
    SQUARE {
        @Override
        double of(double weight, double sum) {
            return weight * weight;
        }
    };

    /** One a weight; none is negative. */
    public double[] of(double[] weights) {
        double sum = Arrays.stream(weights).map(Math::abs).sum();
        return Arrays.stream(weights).map(weight -> of(weight, sum)).toArray();
    }

    abstract double of(double weight, double sum);
}
