package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.program.Expr;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an explanation depends on what the model has learned: its similarity to the explanation of the same model with random weights
 * in more and more layers, from the output down.
 *
 * <p>Adebayo et al., 2018, arXiv:1810.03292, section 3: cascading randomisation. An explanation that stays alike does not explain the model.
 * Numbers, averaged over the steps: {@code parameter-randomisation}, Spearman's correlation of the attributions; {@code absolute}, that of
 * their sizes; {@code ssim} of images, the structural similarity of the sizes; {@code all_random}, the first once all layers are random.
 * Attributions that have become constant are not alike what varied before. Random weights are normal, with mean and deviation of those that
 * they replace. Costs an explanation a step.
 *
 * <p>One program of an algorithm that is {@link Staged}: it is fed the random weights, takes them or the file's step by step, and loops over the
 * steps around the algorithm's own samples, so that memory holds the weights a fixed number of times, however many steps there are. Such weights
 * can be neither folded nor packed in advance, but no session has to be opened for a step, which takes longer. Any other algorithm, such as one that
 * decides by the model's answers what to ask next, explains a model a step.
 *
 * @param cascade how layers are taken
 * @param most at most so many steps, evenly chosen among the layers
 */
public record ParameterRandomisation(Cascade cascade, int most) implements Evaluation {
    /** Which layers are random in a step. */
    public enum Cascade {
        /** All from the output down to this one. */
        CASCADING,
        /** This one alone. */
        INDEPENDENT;

        private Axes axes() {
            String across = this == CASCADING ? "share of layers random" : "layer that is random, 1 the first";
            return new Axes(across, "rank correlation");
        }

        /** Whether the weights that a step makes random are so in the step {@code at}, FLOAT. */
        Expr isRandom(int step, Expr at) {
            return this == CASCADING
                    ? at.greater(step - 0.5)
                    : at.minus(step).abs().less(0.5);
        }
    }

    public ParameterRandomisation {
        Require.positive(most, "steps");
    }

    @Override
    public String name() {
        return "parameter-randomisation";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.asked(name(), (single, algorithm, answer) -> {
            Alike.Before before = new Alike.Before(Relevance.of(single.inquiry(), single.explanation()));
            add(
                    answer,
                    Randomised.of(single.model(), cascade, most)
                            .relevances(single, algorithm)
                            .map(before::rows)
                            .toList());
        });
    }

    private void add(Answer answer, List<List<Alike>> steps) {
        double[] at = new double[steps.size()];
        Arrays.setAll(at, i -> (i + 1.0) / at.length);
        for (int row = 0; row < steps.get(0).size(); row++) {
            int of = row;
            List<Alike> own = steps.stream().map(step -> step.get(of)).toList();
            double[] ranks = own.stream().mapToDouble(Alike::ranks).toArray();
            double[] sizes = own.stream().mapToDouble(Alike::sizes).toArray();
            answer.number(
                            "parameter-randomisation",
                            Arrays.stream(ranks).average().orElse(Double.NaN))
                    .number("absolute", Arrays.stream(sizes).average().orElse(Double.NaN))
                    .number(
                            "ssim",
                            own.stream().mapToDouble(Alike::structure).average().orElse(Double.NaN))
                    .number("all_random", ranks[ranks.length - 1])
                    .curve("spearman", Curve.of(at, ranks))
                    .curve("absolute", Curve.of(at, sizes))
                    .over(cascade.axes());
        }
    }
}
