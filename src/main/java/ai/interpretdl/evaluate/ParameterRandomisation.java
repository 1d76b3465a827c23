package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * <p>A loop over models rather than one program: weights that a program is fed are no constants, so that the runtime could neither fold nor
 * pack them in advance, and would hold them beside those of the file; an algorithm may also be more than one program.
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
            Inquiry inquiry = single.inquiry();
            Alike.Before before = new Alike.Before(Relevance.of(inquiry, single.explanation()));
            List<List<Alike>> steps = new ArrayList<>();
            Map<String, Tensor> weights = new LinkedHashMap<>();
            for (List<String> drawn : steps(single.model())) {
                if (cascade == Cascade.INDEPENDENT) {
                    weights.clear();
                }
                weights.putAll(random(single, drawn));
                Model random = single.model().with(weights);
                Explanation after = algorithm.interpret(random, single.question());
                steps.add(before.rows(Relevance.of(inquiry, after)));
            }
            add(answer, steps);
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

    /** The weights that become random in each step; cascading, those of earlier ones stay so. */
    private List<List<String>> steps(Model model) {
        List<List<String>> layers = new ArrayList<>(model.weightLayers());
        Collections.reverse(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "the file has no layer with weights of its own, so there is nothing to randomise");
        }
        int count = Math.min(most, layers.size());
        List<List<String>> steps = new ArrayList<>();
        for (int step = 1; step <= count; step++) {
            int last = step * layers.size() / count;
            int first = cascade == Cascade.INDEPENDENT ? last - 1 : (step - 1) * layers.size() / count;
            steps.add(layers.subList(first, last).stream().flatMap(List::stream).toList());
        }
        return steps;
    }

    private static Map<String, Tensor> random(Claim claim, List<String> names) {
        Map<String, Tensor> random = new LinkedHashMap<>();
        claim.model().weights(names).forEach((name, weight) -> {
            // the same numbers for a weight in either cascade
            CounterRandom draws = CounterRandom.of(claim.question().run().seed(), name.hashCode());
            random.put(name, normal(weight, draws));
        });
        return random;
    }

    private static Tensor normal(Tensor like, CounterRandom random) {
        double[] values = like.doubles();
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
            drawn[i] = mean + Math.sqrt(variance) * radius * Math.cos(2 * Math.PI * random.uniform());
        }
        return Tensor.of(like.type(), drawn, like.shape().dims());
    }
}
