package ai.interpretdl.text;

import java.util.Locale;

/**
 * What stands beside a highlighted text.
 *
 * @param trueLabel the right class; empty where nobody knows
 * @param predictedLabel the class that the model predicts
 * @param probability its probability, in [0, 1]; NaN where the model gives none
 * @param targetLabel the class that is explained
 */
public record Caption(String trueLabel, String predictedLabel, double probability, String targetLabel) {
    public Caption {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability is " + probability + ", not between 0 and 1");
        }
    }

    /** When the right class is not known. */
    public static Caption of(String predictedLabel, double probability, String targetLabel) {
        return new Caption("", predictedLabel, probability, targetLabel);
    }

    /** For instance {@code positive (0.98)}. */
    public String prediction() {
        return Double.isNaN(probability)
                ? predictedLabel
                : String.format(Locale.ROOT, "%s (%.2f)", predictedLabel, probability);
    }

    /** The right class, or a dash. */
    public String truth() {
        return trueLabel.isEmpty() ? "–" : trueLabel;
    }
}
