package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.regression.LinearRegression;
import ai.interpretdl.interpret.regression.PriorNet;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a model scores near each row, and what each perturbed input counts: what a linear model is fitted to. */
final class LocalScores {
    private final double[][] table;
    private final double[][] scores;
    private final double[] weights;

    /**
     * @param masks which features are present
     * @param scores of each row and mask
     * @param weights of each mask
     */
    LocalScores(Masks masks, double[][] scores, double[] weights) {
        this.table = masks.table();
        this.scores = scores;
        this.weights = weights;
    }

    /** The linear model of each row, each fitted in its own way. */
    SurrogateFits fits(IntFunction<LinearRegression> ways) {
        return new SurrogateFits(IntStream.range(0, scores.length)
                .mapToObj(row -> ways.apply(row).fit(table, scores[row], weights))
                .toList());
    }

    int features() {
        return table[0].length;
    }

    /** The order in which the features of the only row enter a linear model as its penalty falls. */
    int[] order(PriorNet net) {
        return net.order(table, scores[0], weights);
    }
}
