package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.SobolIndices;
import ai.interpretdl.interpret.sampling.SobolDesign;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the score's variance each feature is responsible for, alone and with others, when features fade at random.
 *
 * <p>Fel et al., 2021, arXiv:2111.04138, equation 3: total Sobol indices, by Jansen's estimator; see {@link SobolIndices}. The shares lie between 0
 * and 1 and have no sign. {@code samples (features + 2)} forward passes. The authors stretch a grid of 8 x 8 bicubically over the picture; here a feature
 * fades as a whole. Ratios of variances are no means: rounds of samples average independent
 * estimates, see {@link Anytime}.
 *
 * @param features what fades together
 * @param baseline what features fade to; over several the score is averaged
 * @param samples number of points of the design, at least 2; 32 in the paper
 */
public record SobolAttribution(Features features, Baseline baseline, int samples) implements Perturbing {
    /** The design is a table of samples times features squared. */
    private static final int MOST = 1024;

    public SobolAttribution {
        if (samples < 2) {
            throw new IllegalArgumentException("samples is " + samples + ", less than 2");
        }
    }

    @Override
    public String name() {
        return "sobol";
    }

    @Override
    public int mostFeatures() {
        return MOST;
    }

    @Override
    public Design design(int count, long seed) {
        SobolDesign design = new SobolDesign(count, samples, seed);
        return new Design(
                design.tensor(0, design.samples()),
                (inquiry, segments, scores) -> tensors(inquiry, segments, design, scores));
    }

    private static Map<String, Tensor> tensors(
            Inquiry inquiry, Segments segments, SobolDesign design, double[][] scores) {
        double[][] total = new double[scores.length][];
        double[][] first = new double[scores.length][];
        for (int row = 0; row < scores.length; row++) {
            SobolIndices indices = SobolIndices.of(design, scores[row]);
            total[row] = indices.total();
            first[row] = indices.first();
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(FeatureWeights.tensors(inquiry, segments, total, List.of()));
        tensors.put("first_order", FeatureWeights.table(segments, first));
        return tensors;
    }
}
