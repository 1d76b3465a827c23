package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Perturbation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;
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
        implements Interpretation {
    private static final int MOST_FEATURES = 4096;

    public Lime {
        Require.positive(samples, "samples");
    }

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            Segments segments = segments(inquiry);
            SurrogateFits fits = scores(inquiry, segments).fits(row -> regression);
            return inquiry.answer(name(), this, fits.tensors(inquiry, segments));
        });
    }

    /** The same for one row. */
    Lime row(Question question, int row) {
        return new Lime(features.row(question, row), baseline.row(question, row), samples, locality, regression);
    }

    /** The same with another number of samples. */
    public Lime with(int otherSamples) {
        return new Lime(features, baseline, otherSamples, locality, regression);
    }

    Segments segments(Inquiry inquiry) {
        return Segments.of(inquiry, features, MOST_FEATURES);
    }

    /** Asks the model about perturbed inputs. */
    LocalScores scores(Inquiry inquiry, Segments segments) {
        Masks masks = masks(segments.features(), inquiry.question().run().seed());
        return new LocalScores(masks, Perturbation.scores(inquiry, segments, masks, baseline), locality.weights(masks));
    }

    private Masks masks(int count, long seed) {
        if (count < 31 && samples >= 1L << count) {
            return Masks.all(count);
        }
        Masks fair = Masks.bernoulli(seed, samples, count, 0.5);
        BitSet everything = new BitSet(count);
        everything.set(0, count);
        return Masks.of(samples, count, sample -> sample == 0 ? everything : fair.row(sample));
    }
}
