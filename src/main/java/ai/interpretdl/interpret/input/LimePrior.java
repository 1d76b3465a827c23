package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Kinds;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Segments;
import ai.interpretdl.interpret.regression.GlobalWeights;
import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.PriorRidge;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.program.RowOf;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * LIME that is pulled towards what is known of features of their kind.
 *
 * <p>Li et al., G-LIME, 2023, in the ridge form that InterpretDL has, see {@link PriorRidge}; the weights are in units of the score, where
 * InterpretDL leaves them standardised. As many passes as LIME takes, beside what learning the prior takes.
 *
 * @param lime its samples and their weights; its regression gives way to the prior's
 * @param kinds of features
 * @param prior weights of kinds for classes
 * @param force how hard the prior pulls, above 0; 1 in InterpretDL
 */
public record LimePrior(Lime lime, Kinds kinds, GlobalLearning prior, double force) implements Pulled {
    public LimePrior {
        Require.positive(force, "force");
    }

    @Override
    public String name() {
        return "lime-prior";
    }

    @Override
    public LimePrior base() {
        return this;
    }

    @Override
    public LimePrior with(LimePrior base) {
        return base;
    }

    @Override
    public Design design(int count, long seed) {
        return design(count, seed, towards -> new PriorRidge(force, towards), (scores, fit) -> Map.of());
    }

    /** What an answer has beside the linear model. */
    @FunctionalInterface
    interface Further<R extends LinearRegression> {
        Map<String, Tensor> of(LocalScores scores, R regression);
    }

    /**
     * LIME's samples, and every row explained by a linear model with a prior.
     *
     * @param regression for the weights that are known of the features of a row
     */
    <R extends LinearRegression> Design design(
            int count, long seed, Function<double[], R> regression, Further<R> further) {
        Masks masks = lime.masks(count, seed);
        return Design.byRow(masks.tensor(), (inquiry, segments, row) -> {
            int[] of = kindsOf(inquiry, segments);
            GlobalWeights known = prior.weights(inquiry.model(), inquiry.question());
            R pulled = regression.apply(known.prior(GlobalAnswer.label(inquiry), of));
            LocalScores scores = lime.local(masks, row);
            Map<String, Tensor> tensors =
                    new LinkedHashMap<>(scores.fits(any -> pulled).tensors(inquiry, segments));
            tensors.put("kinds", GlobalAnswer.numbers(of));
            tensors.putAll(further.of(scores, pulled));
            return tensors;
        });
    }

    /** The kinds of a row's features, of which each row may have been given its own. */
    private int[] kindsOf(Inquiry inquiry, Segments segments) {
        int row = inquiry.question().part().map(RowOf::row).orElse(0);
        return kinds.row(row).of(inquiry, segments)[0];
    }

    /** Whether nothing has to be learnt first. */
    boolean isKnown() {
        return prior instanceof GlobalLearning.Known || prior instanceof KindWeights;
    }

    LimePrior knowing(GlobalWeights weights) {
        return new LimePrior(lime, kinds, new GlobalLearning.Known(weights), force);
    }
}
