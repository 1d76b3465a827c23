package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Require;
import java.util.Arrays;

/**
 * How concentrated attributions are, by the sizes of the places' numbers: all on one place is simple, the same everywhere is not.
 *
 * <p>Numbers: {@code complexity}, the entropy in nats of the shares (Bhatt et al., 2020, arXiv:2005.00631, definition 2.4), from 0 to the
 * logarithm of the number of places; {@code gini}, the Gini index (Chalasani et al., 2020, arXiv:1810.06583), near 1 for few places;
 * {@code sparsity}, the share of places smaller than {@code threshold} times the largest. NaN where all attributions are 0. No pass of the
 * model beyond the one on the input.
 *
 * @param channels how the attributions of a place are joined before their size is taken
 * @param threshold below which a place counts as empty, as a share of the largest
 */
public record Complexity(Channels channels, double threshold) implements Evaluation {
    public Complexity {
        Require.share(threshold, "threshold");
    }

    @Override
    public String name() {
        return "complexity";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            for (int row = 0; row < relevance.rows(); row++) {
                double[] sizes = Arrays.stream(relevance.places(row, channels))
                        .map(Math::abs)
                        .toArray();
                answer.number("complexity", entropy(sizes))
                        .number("gini", gini(sizes))
                        .number("sparsity", sparsity(sizes));
            }
        });
    }

    /** -Σ p log p, p the shares. */
    static double entropy(double[] sizes) {
        double total = Arrays.stream(sizes).sum();
        double entropy = Arrays.stream(sizes)
                .map(size -> size / total)
                .map(p -> p > 0 ? -p * Math.log(p) : 0)
                .sum();
        return total > 0 ? entropy : Double.NaN;
    }

    /** Σ (2 i - n - 1) a_i / (n Σ a), sizes ascending, i from 1. */
    static double gini(double[] sizes) {
        double[] ascending = Arrays.stream(sizes).sorted().toArray();
        double total = Arrays.stream(ascending).sum();
        double sum = 0;
        for (int i = 0; i < ascending.length; i++) {
            sum += (2.0 * (i + 1) - ascending.length - 1) * ascending[i];
        }
        return total > 0 ? sum / (ascending.length * total) : Double.NaN;
    }

    private double sparsity(double[] sizes) {
        double largest = Arrays.stream(sizes).max().orElse(0);
        long empty =
                Arrays.stream(sizes).filter(size -> size < threshold * largest).count();
        return largest > 0 ? empty / (double) sizes.length : Double.NaN;
    }
}
