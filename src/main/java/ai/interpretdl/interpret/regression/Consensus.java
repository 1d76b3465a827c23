package ai.interpretdl.interpret.regression;

import java.util.Arrays;
import java.util.List;

/**
 * What a committee of models agrees on: their explanations of one input, made comparable and averaged.
 *
 * <p>Li et al., 2023, arXiv:2109.00707. InterpretDL leaves both steps to the reader. For gradients give the absolute values, summed over the
 * channels.
 */
public enum Consensus {
    /** As they are. */
    AS_IS {
        @Override
        double[] normalised(double[] explanation) {
            return explanation;
        }
    },

    /** From 0 for the least to 1 for the largest: the paper's choice for pixels. An explanation that is the same everywhere has no say. */
    MIN_MAX {
        @Override
        double[] normalised(double[] explanation) {
            double least = Arrays.stream(explanation).min().orElse(0);
            double range = Arrays.stream(explanation).max().orElse(0) - least;
            return Arrays.stream(explanation)
                    .map(a -> range == 0 ? 0 : (a - least) / range)
                    .toArray();
        }
    },

    /** a² / |a|: the squares over the Euclidean length, the paper's choice for superpixels. */
    SQUARED {
        @Override
        double[] normalised(double[] explanation) {
            double length = Math.sqrt(Observations.dot(explanation, explanation));
            return Arrays.stream(explanation)
                    .map(a -> length == 0 ? 0 : a * a / length)
                    .toArray();
        }
    };

    /**
     * The mean of the normalised explanations.
     *
     * @param explanations one a model, all of the same length; at least one
     */
    public double[] of(List<double[]> explanations) {
        if (explanations.isEmpty()) {
            throw new IllegalArgumentException("a consensus needs at least one explanation");
        }
        double[] mean = new double[explanations.get(0).length];
        for (double[] explanation : explanations) {
            if (explanation.length != mean.length) {
                throw new IllegalArgumentException(
                        "explanations of one input have one length, not " + mean.length + " and " + explanation.length
                                + ": the models have to take the same features, and of texts the same tokens");
            }
            double[] normalised = normalised(explanation);
            Arrays.setAll(mean, i -> mean[i] + normalised[i] / explanations.size());
        }
        return mean;
    }

    /** How well a model's explanation agrees with the consensus: the cosine of the angle between them, once normalised. */
    public double score(double[] explanation, double[] consensus) {
        return 1 - Locality.cosineDistance(normalised(explanation), consensus);
    }

    abstract double[] normalised(double[] explanation);
}
