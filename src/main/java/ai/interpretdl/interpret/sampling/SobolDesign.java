package ai.interpretdl.interpret.sampling;

import ai.interpretdl.tensor.Tensor;

/**
 * The perturbations that Sobol indices are estimated from: points A, points B, and for each feature the points A with that feature's value
 * from B.
 *
 * <p>Saltelli et al., 2010; as an attribution Fel et al., 2021, arXiv:2111.04138. A value of 1 leaves a feature as it is, 0 takes it away.
 * Rows 0 to n - 1 are A, n to 2n - 1 are B, then come n rows for each feature in turn: n (features + 2) in all. A and B are one
 * {@link SobolSequence} of twice as many axes, with feature j on axes 2j and 2j + 1.
 */
public final class SobolDesign {
    private final int features;
    private final SobolSequence sequence;

    /**
     * @param features number of features, positive
     * @param points n, at least 2, best a power of 2; the paper's library takes 32
     * @param seed of the points
     */
    public SobolDesign(int features, int points, long seed) {
        if (features < 1 || points < 2) {
            throw new IllegalArgumentException("features is " + features + " and points " + points
                    + ": take at least one feature, and two points for a variance");
        }
        Math.multiplyExact(points, Math.addExact(features, 2));
        this.features = features;
        this.sequence = new SobolSequence(points, Math.multiplyExact(2, features), seed);
    }

    public int features() {
        return features;
    }

    public int points() {
        return sequence.points();
    }

    public int samples() {
        return points() * (features + 2);
    }

    /** The value of a feature in a row, from [0, 1). */
    public double at(int row, int feature) {
        int block = row / points();
        boolean ofB = block == 1 || block - 2 == feature;
        return sequence.at(row % points(), 2 * feature + (ofB ? 1 : 0));
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive), {@code [to - from, features]} floats. */
    public Tensor tensor(int from, int to) {
        float[] values = new float[Math.multiplyExact(to - from, features)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) at(from + i / features, i % features);
        }
        return Tensor.of(values, to - from, features);
    }
}
