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

    /**
     * How far a run has come.
     *
     * @param done samples taken so far
     * @param total samples asked for
     * @param error largest standard error so far, as a share of the largest attribution; not a number where none is estimated
     */
    record State(long done, long total, double error) {
        /** The share of the samples that is taken, from 0 to 1. */
        public double fraction() {
            return total == 0 ? 1 : Math.min(1, (double) done / total);
        }
    }

    /** As {@link #at(long, long)}, for who wants to know the running error. */
    default Verdict at(State state) {
        return at(state.done(), state.total());
    }

    static Progress silent() {
        return (done, total) -> Verdict.GO_ON;
    }
}
