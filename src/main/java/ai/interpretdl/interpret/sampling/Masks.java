package ai.interpretdl.interpret.sampling;

import ai.interpretdl.tensor.NumpyRandom;
import ai.interpretdl.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Which features are present in each of the perturbed inputs: a table of bits {@code [samples, features]}.
 *
 * <p>A row is made when it is asked for, so only what cannot be recomputed takes memory.
 */
public final class Masks {
    private final int samples;
    private final int features;
    private final IntFunction<BitSet> rows;

    private Masks(int samples, int features, IntFunction<BitSet> rows) {
        this.samples = samples;
        this.features = features;
        this.rows = rows;
    }

    /** Masks whose i-th row is computed; the function has to make a new set each time. */
    public static Masks of(int samples, int features, IntFunction<BitSet> row) {
        return new Masks(samples, features, row);
    }

    /** Given masks. */
    public static Masks of(List<BitSet> rows, int features) {
        List<BitSet> copy = rows.stream().map(row -> (BitSet) row.clone()).toList();
        return of(copy.size(), features, sample -> (BitSet) copy.get(sample).clone());
    }

    /**
     * All 2ⁿ masks: bit j of a row's number tells whether feature j is present.
     *
     * @throws IllegalArgumentException when there are more than 20 features
     */
    public static Masks all(int features) {
        if (features > 20) {
            throw new IllegalArgumentException(
                    features + " features have 2^" + features + " masks: at most 20 are enumerated, sample instead");
        }
        return of(1 << features, features, sample -> BitSet.valueOf(new long[] {sample}));
    }

    /**
     * Every feature present or not by a fair bit, but all present in row 0: the masks of LIME as InterpretDL draws them.
     *
     * <p>The generator has to run through in order, so these bits are kept: one eighth of a byte each.
     */
    public static Masks fair(NumpyRandom random, int samples, int features) {
        List<BitSet> rows = IntStream.range(0, samples)
                .mapToObj(i -> bits(random, features))
                .toList();
        if (samples > 0) {
            rows.get(0).set(0, features);
        }
        return of(rows, features);
    }

    /** Every feature present with that probability, on its own. */
    public static Masks bernoulli(long seed, int samples, int features, double keep) {
        return of(samples, features, sample -> {
            CounterRandom random = CounterRandom.of(seed, sample);
            BitSet row = new BitSet(features);
            for (int j = 0; j < features; j++) {
                row.set(j, random.uniform() < keep);
            }
            return row;
        });
    }

    public int samples() {
        return samples;
    }

    public int features() {
        return features;
    }

    /** The features present in a sample; the set is the caller's. */
    public BitSet row(int sample) {
        return rows.apply(sample);
    }

    /** All rows as 0 and 1, {@code [samples, features]}. */
    public double[][] table() {
        return IntStream.range(0, samples)
                .mapToObj(sample -> {
                    double[] row = new double[features];
                    row(sample).stream().forEach(j -> row[j] = 1);
                    return row;
                })
                .toArray(double[][]::new);
    }

    /** All rows as 0 and 1, {@code [samples, features]} floats. */
    public Tensor tensor() {
        return tensor(0, samples);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive) as 0 and 1, {@code [to - from, features]} floats. */
    public Tensor tensor(int from, int to) {
        float[] values = new float[Math.multiplyExact(to - from, features)];
        for (int sample = from; sample < to; sample++) {
            int start = (sample - from) * features;
            row(sample).stream().forEach(j -> values[start + j] = 1);
        }
        return Tensor.of(values, to - from, features);
    }

    private static BitSet bits(NumpyRandom random, int features) {
        BitSet row = new BitSet(features);
        for (int j = 0; j < features; j++) {
            row.set(j, random.below(2) == 1);
        }
        return row;
    }
}
