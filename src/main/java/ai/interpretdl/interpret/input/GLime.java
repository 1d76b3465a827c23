package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.regression.PriorNet;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * LIME with a prior from explanations of many inputs and few features, and the order in which features enter as the penalty falls.
 *
 * <p>Li et al., G-LIME, Artificial Intelligence 2023: an elastic net around a global prior, see {@link PriorNet}, and least angle regression of it.
 * InterpretDL has neither: its numbers are those of a sparsity of 0. As many passes as LIME takes.
 *
 * @param prior samples, kinds, prior and its force, for instance from {@link NormLime} with any contribution
 * @param sparsity the penalty on absolute coefficients, not negative
 */
public record GLime(LimePrior prior, double sparsity) implements Pulled {
    public GLime {
        Require.notNegative(sparsity, "sparsity");
    }

    @Override
    public String name() {
        return "g-lime";
    }

    @Override
    public LimePrior base() {
        return prior;
    }

    @Override
    public GLime with(LimePrior base) {
        return new GLime(base, sparsity);
    }

    /** Beside what LIME answers come {@code kinds} and {@code order} {@code [N, features]}; features that never enter leave -1 at its end. */
    @Override
    public Design design(int count, long seed) {
        return prior.design(
                count,
                seed,
                towards -> new PriorNet(prior.force(), sparsity, towards),
                (scores, net) -> Map.of("order", order(scores.order(net), scores.features())));
    }

    private static Tensor order(int[] order, int features) {
        int[] padded = Arrays.copyOf(order, features);
        Arrays.fill(padded, order.length, features, -1);
        return GlobalAnswer.numbers(padded);
    }
}
