package ai.interpretdl.text;

import java.util.Arrays;

/** How attributions become importances for colours, which saturate at 1 and -1. */
public enum ImportanceScale {
    /** As they are. */
    RAW,
    /** Divided by their L2 norm, as InterpretDL's tutorials do; long texts come out pale. */
    L2,
    /** Divided by the greatest magnitude, which takes the full colour. */
    GREATEST;

    /**
     * The importances; all 0 where all attributions are.
     *
     * @throws IllegalArgumentException when an attribution is not finite
     */
    public double[] apply(double[] attributions) {
        RemovalOrder.requireFinite(attributions);
        double greatest = Arrays.stream(attributions).map(Math::abs).max().orElse(0);
        if (this == RAW || greatest == 0) {
            return attributions.clone();
        }
        double[] scaled = Arrays.stream(attributions).map(a -> a / greatest).toArray();
        double norm = this == GREATEST
                ? 1
                : Math.sqrt(Arrays.stream(scaled).map(a -> a * a).sum());
        return Arrays.stream(scaled).map(a -> a / norm).toArray();
    }

    /** The same with all signs turned, so that green means the other one of two classes. */
    public static double[] flipped(double[] importances) {
        return Arrays.stream(importances).map(importance -> -importance).toArray();
    }
}
