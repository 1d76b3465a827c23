package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * How much the score drops when one feature is replaced by the baseline, for each feature in turn.
 *
 * <p>Zeiler and Fergus, 2014, arXiv:1311.2901, section 4.2, for any groups of elements; Captum's FeatureAblation. One score a feature and one
 * of the input itself, for each baseline.
 *
 * @param features what goes together
 * @param baseline what hides
 */
public record FeatureAblation(Features features, Baseline baseline) implements Perturbing {
    @Override
    public String name() {
        return "feature-ablation";
    }

    @Override
    public Design design(int count, long seed) {
        return new Design(oneMissing(count).tensor(), FeatureAblation::drops);
    }

    private static Map<String, Tensor> drops(Inquiry inquiry, Segments segments, double[][] scores) {
        double[][] drops = new double[scores.length][segments.features()];
        for (int row = 0; row < drops.length; row++) {
            for (int j = 0; j < drops[row].length; j++) {
                drops[row][j] = scores[row][0] - scores[row][j + 1];
            }
        }
        return FeatureWeights.tensors(inquiry, segments, drops, List.of());
    }

    /** All features, then all but each. */
    private static Masks oneMissing(int count) {
        return Masks.of(count + 1, count, sample -> {
            BitSet row = new BitSet(count);
            row.set(0, count);
            if (sample > 0) {
                row.clear(sample - 1);
            }
            return row;
        });
    }
}
