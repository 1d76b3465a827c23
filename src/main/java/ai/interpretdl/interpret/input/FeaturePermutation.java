package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much the score drops when a feature takes the value that it has in another row of the batch, averaged over permutations of the rows.
 *
 * <p>Breiman, 2001, "Random forests", section 10, for the score of each row, as Captum's FeaturePermutation. Needs at least two rows. Every
 * permutation asks for one score a feature and row.
 *
 * @param features what is permuted together
 * @param permutations number of orders of the rows; a row may keep its own value in some
 */
public record FeaturePermutation(Features features, int permutations) implements Interpretation {
    public FeaturePermutation {
        Require.positive(permutations, "permutations");
    }

    @Override
    public String name() {
        return "feature-permutation";
    }

    @Override
    public boolean mixesRows() {
        return true;
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        model.check(question.inputs());
        int rows = RowByRow.rows(model, question);
        if (rows < 2) {
            throw new IllegalArgumentException(
                    "features are permuted among the rows of the batch, and there is 1: give at least 2 rows (several values, texts or"
                            + " pictures in one request), or ask feature-ablation, which takes 1");
        }
        long seed = question.run().seed();
        List<int[]> orders = IntStream.range(0, permutations)
                .mapToObj(p -> CounterRandom.of(seed, p).permutation(rows))
                .toList();
        Explanation drops = new FeatureAblation(features, others(question, orders)).interpret(model, question);
        return drops.then(this, drops.tensors());
    }

    /** What each row is given in each order: the rows that come to its place. */
    private static Baseline others(Question question, List<int[]> orders) {
        long rows = question.rows();
        Map<String, Tensor> drawn = new LinkedHashMap<>();
        question.inputs().forEach((name, tensor) -> {
            if (tensor.shape().rank() > 0 && tensor.shape().dim(0) == rows) {
                Tensor all = Tensor.concat(orders.stream()
                        .flatMapToInt(Arrays::stream)
                        .mapToObj(other -> tensor.rows(other, other + 1L))
                        .toList());
                drawn.put(
                        name,
                        all.reshape(
                                Shape.of(orders.size()).concat(tensor.shape()).dims()));
            }
        });
        return new Baseline.Sampled(drawn);
    }
}
