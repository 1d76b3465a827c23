package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Perturbing;

/**
 * How much the score drops when a word, a sentence or any other named part of the input is hidden: {@link Occlusion} for inputs that no
 * window slides over.
 *
 * <p>Zeiler and Fergus, 2014, arXiv:1311.2901, section 4.2; of texts Li et al., 2016, arXiv:1612.08220, equation 1, there relative to the
 * score. The numbers are {@link FeatureAblation}'s.
 *
 * @param features the parts
 * @param baseline what hides, or {@link Baseline.Deletion}
 */
public record FeatureOcclusion(Features features, Baseline baseline) implements Perturbing {
    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public Design design(int count, long seed) {
        return new FeatureAblation(features, baseline).design(count, seed);
    }
}
