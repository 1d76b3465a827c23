package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Perturbing;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.BitSet;

/**
 * A linear model of the score in the features that are present, fitted near the input.
 *
 * <p>Ribeiro et al., 2016, arXiv:1602.04938, equations 1 and 2. Samples are fair bits, the first all ones; where there are no more
 * coalitions than samples each is asked once, and the answer is exact. InterpretDL fits without a penalty, the paper's code with 1.
 *
 * @param features what goes on and off
 * @param baseline what hides
 * @param samples number of perturbed inputs
 * @param locality weight of a sample by its distance
 * @param regression of the scores
 */
public record Lime(Features features, Baseline baseline, int samples, Locality locality, LinearRegression regression)
        implements Perturbing {
    public Lime {
        Require.positive(samples, "samples");
    }

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public Design design(int count, long seed) {
        Masks masks = masks(count, seed);
        return new Design(
                masks.tensor(),
                (inquiry, segments, scores) ->
                        local(masks, scores).fits(row -> regression).tensors(inquiry, segments));
    }

    /** The same for one row. */
    Lime row(Question question, int row) {
        return new Lime(features.row(question, row), baseline.row(question, row), samples, locality, regression);
    }

    /** The same with another number of samples. */
    public Lime with(int otherSamples) {
        return new Lime(features, baseline, otherSamples, locality, regression);
    }

    /** Asks the model about perturbed inputs. */
    LocalScores scores(Inquiry inquiry, Segments segments) {
        Masks masks = masks(segments.features(), inquiry.question().run().seed());
        return local(masks, Perturbation.scores(inquiry, segments, masks, baseline));
    }

    LocalScores local(Masks masks, double[][] scores) {
        return new LocalScores(masks, scores, locality.weights(masks));
    }

    Masks masks(int count, long seed) {
        if (count < 31 && samples >= 1L << count) {
            return Masks.all(count);
        }
        Masks fair = Masks.bernoulli(seed, samples, count, 0.5);
        BitSet everything = new BitSet(count);
        everything.set(0, count);
        return Masks.of(samples, count, sample -> sample == 0 ? everything : fair.row(sample));
    }
}
