package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Stage;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weights that become random step by step, normal with mean and deviation of those that they replace.
 *
 * @param cascade how steps go on from each other
 * @param steps names of the weights that each makes random
 */
record Randomised(ParameterRandomisation.Cascade cascade, List<List<String>> steps) {
    private static final String RANDOM = "random.";

    /** @param most at most so many steps, evenly chosen among the layers, the last layer first */
    static Randomised of(Model model, ParameterRandomisation.Cascade cascade, int most) {
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
            int first = cascade == ParameterRandomisation.Cascade.INDEPENDENT
                    ? last - 1
                    : (step - 1) * layers.size() / count;
            steps.add(layers.subList(first, last).stream().flatMap(List::stream).toList());
        }
        return new Randomised(cascade, steps);
    }

    /** The attributions after each step. */
    Stream<Relevance> relevances(Claim claim, Interpretation algorithm) {
        return Staged.of(algorithm).map(staged -> together(claim, staged)).orElseGet(() -> oneByOne(claim, algorithm));
    }

    /** One program loops over the steps; answers are made of what it finds step by step. */
    private Stream<Relevance> together(Claim claim, Staged algorithm) {
        Inquiry inquiry = claim.inquiry(algorithm);
        Stage stage = algorithm.stage(inquiry, claim.question().run().seed());
        List<Map<String, Tensor>> drawn =
                steps.stream().map(names -> random(claim, names)).toList();
        Map<String, Tensor> given = new LinkedHashMap<>(stage.given());
        drawn.forEach(step -> step.forEach((name, random) -> given.put(RANDOM + name, random)));
        Map<String, Tensor> found = inquiry.run(List.of(this, stage.what()), given, stage.tables(), f -> {
            Samples step = f.oneByOne(steps.size());
            Explained random = f.withWeights(weights(f, step, drawn));
            return Stacked.along(step, stage.results().of(random, random.input()));
        });
        Stacked stacked = new Stacked(found, steps.size(), inquiry.subject().isWhole());
        Inquiry measured = claim.inquiry();
        return IntStream.range(0, steps.size())
                .mapToObj(i -> Relevance.of(measured, stage.finish().of(stacked.at(i))));
    }

    /** Each weight as it is in a step: its random numbers or the file's. */
    private Map<String, Expr> weights(Explained f, Samples axis, List<Map<String, Tensor>> drawn) {
        Expr at = f.index(axis).cast(ElementType.FLOAT);
        Map<String, Expr> weights = new LinkedHashMap<>();
        for (int step = 0; step < drawn.size(); step++) {
            Expr isRandom = cascade.isRandom(step, at);
            drawn.get(step)
                    .forEach((name, random) ->
                            weights.put(name, isRandom.where(f.given(RANDOM + name, random), f.weight(name))));
        }
        return weights;
    }

    private Stream<Relevance> oneByOne(Claim claim, Interpretation algorithm) {
        Inquiry inquiry = claim.inquiry();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        return steps.stream().map(names -> {
            if (cascade == ParameterRandomisation.Cascade.INDEPENDENT) {
                weights.clear();
            }
            weights.putAll(random(claim, names));
            Model random = claim.model().with(weights);
            return Relevance.of(inquiry, algorithm.interpret(random, claim.question()));
        });
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
