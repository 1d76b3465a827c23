package ai.interpretdl.functions.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a few requests compute at a time and some more wait; whoever comes on top is sent away at once rather than kept until
 * nothing works.
 */
public final class Gate {
    private final Semaphore places;
    private final Semaphore computing;
    private final long patience;

    /**
     * @param atOnce how many compute
     * @param waiting how many more may wait
     * @param patience how long one waits, in milliseconds
     */
    public Gate(int atOnce, int waiting, long patience) {
        places = new Semaphore(atOnce + waiting);
        computing = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /**
     * Runs the work when its turn has come.
     *
     * @throws Refusal 429 when too many wait already, 503 when the turn did not come in time
     */
    public <T> T pass(Callable<T> work) throws Exception {
        if (!places.tryAcquire()) {
            throw Refusal.of(429, "too many requests wait already; try again in a moment");
        }
        try {
            if (!computing.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                throw Refusal.of(503, "no turn within " + patience + " ms; try again later");
            }
            try {
                return work.call();
            } finally {
                computing.release();
            }
        } finally {
            places.release();
        }
    }
}
