package ai.interpretdl.program;

/** What the numbers of an output are. */
public enum ScoreKind {
    /** Logits of exclusive classes. */
    LOGITS,
    /** Probabilities of exclusive classes. */
    SOFTMAX,
    /** Probabilities, each class for itself. */
    SIGMOID,
    /** Logits, each class for itself. */
    MULTI_LABEL,
    /** Plain numbers. */
    REGRESSION;

    /** Whether these are probabilities already. */
    boolean isProbability() {
        return this == SOFTMAX || this == SIGMOID;
    }

    /** What another output of the same classes is, of which nothing is said. */
    public ScoreKind ofLogits() {
        return switch (this) {
            case SOFTMAX -> LOGITS;
            case SIGMOID -> MULTI_LABEL;
            default -> this;
        };
    }

    /** Whether a probability is a sigmoid of the logit rather than a softmax of all. */
    public boolean isMultiLabel() {
        return this == SIGMOID || this == MULTI_LABEL;
    }
}
