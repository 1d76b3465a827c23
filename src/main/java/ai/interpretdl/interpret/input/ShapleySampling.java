package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.regression.ShapleyValues;
import ai.interpretdl.interpret.sampling.Permutations;

/**
 * What each feature adds to the score, averaged over sampled orders in which features join.
 *
 * <p>Castro et al., 2009; each order is followed by its reverse (Mitchell et al., 2022, arXiv:2104.12199), which makes it exact for models
 * whose features interact in pairs at most. Captum draws orders independently. The sum is exact.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 * @param samples number of orders; each asks for one score a feature
 */
public record ShapleySampling(Features features, Baseline baseline, int samples) implements Perturbing {
    public ShapleySampling {
        Require.positive(samples, "samples");
    }

    @Override
    public String name() {
        return "shapley-sampling";
    }

    @Override
    public Design design(int count, long seed) {
        Permutations orders = new Permutations(count, samples, seed);
        return ShapleyAnswer.design(orders.masks(), scores -> ShapleyValues.sampled(orders, scores));
    }
}
