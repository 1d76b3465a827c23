package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.regression.ShapleyFit;
import ai.interpretdl.interpret.sampling.Coalitions;

/**
 * Shapley values as a weighted linear fit to the scores of coalitions.
 *
 * <p>Lundberg and Lee, 2017, arXiv:1705.07874, theorem 2. Coalitions come in pairs and whole sizes first, see {@link Coalitions}; where there
 * are no more than {@code samples} the values are exact.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 * @param samples the most coalitions asked for, at least 4
 */
public record KernelShap(Features features, Baseline baseline, int samples) implements Perturbing {
    public KernelShap {
        if (samples < 4) {
            throw new IllegalArgumentException("samples is " + samples + ", less than 4");
        }
    }

    @Override
    public String name() {
        return "kernel-shap";
    }

    @Override
    public Design design(int count, long seed) {
        Coalitions coalitions = Coalitions.of(count, samples, seed);
        return ShapleyAnswer.design(coalitions.masks(), scores -> new ShapleyFit(coalitions).values(scores));
    }
}
