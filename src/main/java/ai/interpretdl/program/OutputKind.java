package ai.interpretdl.program;

/** In which form the model's output is explained. */
public enum OutputKind {
    /** The tensor as the file gives it. */
    RAW,
    /** Before the softmax or sigmoid. */
    LOGIT,
    /** After it. */
    PROBABILITY
}
