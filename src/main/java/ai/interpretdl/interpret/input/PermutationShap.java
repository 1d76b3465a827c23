package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.regression.ShapleyValues;
import ai.interpretdl.interpret.sampling.Permutations;

/**
 * What each feature adds to the score, along random orders that are walked forward and then backward.
 *
 * <p>The default of the SHAP library (Lundberg); antithetic orders after Mitchell et al., 2022, arXiv:2104.12199, section 4.1. Exact for
 * models whose features interact in pairs at most, from a single order on. SHAP counts evaluations, 2n + 1 an order; here an order and the next share
 * the scores of no feature and of all.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 * @param permutations number of orders; each asks for two scores a feature
 */
public record PermutationShap(Features features, Baseline baseline, int permutations) implements Perturbing {
    public PermutationShap {
        Require.positive(permutations, "permutations");
    }

    @Override
    public String name() {
        return "permutation-shap";
    }

    @Override
    public Design design(int count, long seed) {
        // every other order of the design is the reverse of the one before it
        Permutations walks = new Permutations(count, Math.multiplyExact(2, permutations), seed);
        return ShapleyAnswer.design(walks.masks(), scores -> ShapleyValues.sampled(walks, scores));
    }
}
