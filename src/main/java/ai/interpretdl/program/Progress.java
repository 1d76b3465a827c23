package ai.interpretdl.program;

/** Is told how a run gets on. Called from the thread that runs it. */
@FunctionalInterface
public interface Progress {
    /** Whether to go on. */
    enum Verdict {
        GO_ON,
        /** Stop after this step and return what there is, where the algorithm allows it. */
        STOP
    }

    /**
     * @param done samples taken so far
     * @param total samples asked for
     */
    Verdict at(long done, long total);

    static Progress silent() {
        return (done, total) -> Verdict.GO_ON;
    }
}
