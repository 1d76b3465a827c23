package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.regression.ShapleyValues;
import ai.interpretdl.interpret.sampling.Masks;

/**
 * What each feature adds to the score, averaged over all orders in which features may join.
 *
 * <p>Shapley, 1953. All 2ⁿ coalitions of at most 20 features are asked for, once each.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 */
public record ExactShapley(Features features, Baseline baseline) implements Perturbing {
    /** Of 2ⁿ coalitions. */
    private static final int MOST = 20;

    @Override
    public String name() {
        return "shapley-values";
    }

    @Override
    public int mostFeatures() {
        return MOST;
    }

    @Override
    public Design design(int count, long seed) {
        return ShapleyAnswer.design(Masks.all(count), ShapleyValues::exact);
    }
}
