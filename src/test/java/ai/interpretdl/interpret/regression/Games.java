package ai.interpretdl.interpret.regression;

import ai.interpretdl.interpret.sampling.CounterRandom;
import ai.interpretdl.interpret.sampling.Masks;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Scores of coalitions that have no structure to hide behind. */
final class Games {
    private Games() {}

    /** A number of its own for every coalition. */
    static double random(long seed, BitSet present) {
        return CounterRandom.of(seed, present.hashCode()).uniform() * 10 - 3;
    }

    static double[] random(long seed, Masks masks) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(i -> random(seed, masks.row(i)))
                .toArray();
    }

    /** A smooth function of a weighted count, with interactions of all orders. */
    static double[] saturating(Masks masks) {
        return IntStream.range(0, masks.samples())
                .mapToDouble(i -> Math.tanh(
                        masks.row(i).stream().mapToDouble(j -> Math.sin(j + 1)).sum()))
                .toArray();
    }
}
