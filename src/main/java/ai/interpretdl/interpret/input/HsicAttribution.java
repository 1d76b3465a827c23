package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.regression.Hsic;
import ai.interpretdl.interpret.sampling.LatinHypercube;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.Arrays;
import java.util.List;

/**
 * How much the score depends on whether a feature is present, of whatever form the dependence is.
 *
 * <p>Novello, Fel and Vigouroux, 2022, arXiv:2206.06219; see {@link Hsic}. The values are 0 or more and have no sign. Bits come from a Latin
 * hypercube, so that every feature is present in half of the samples; the kernel of the scores has the width of their median distance, where the
 * authors' library takes their median. {@code samples} forward passes, whatever the number of features.
 * It is no mean of samples: rounds of them average independent estimates, see {@link Anytime}.
 *
 * @param features what is present or not
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 * @param samples number of perturbed inputs, from 4 to 4096
 */
public record HsicAttribution(Features features, Baseline baseline, int samples) implements Perturbing {
    /** The kernel is a table of samples squared. */
    private static final int MOST_SAMPLES = 4096;

    public HsicAttribution {
        if (samples < 4 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException("samples is " + samples + ", not from 4 to " + MOST_SAMPLES);
        }
    }

    @Override
    public String name() {
        return "hsic";
    }

    @Override
    public Design design(int count, long seed) {
        Masks masks = new LatinHypercube(samples, count, seed).masks();
        return new Design(masks.tensor(), (inquiry, segments, scores) -> {
            double[][] values = Arrays.stream(scores)
                    .map(row -> Hsic.ofMedianDistance(row).of(masks, row))
                    .toArray(double[][]::new);
            return FeatureWeights.tensors(inquiry, segments, values, List.of());
        });
    }
}
