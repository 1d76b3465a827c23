package ai.interpretdl.program;

import java.util.ArrayList;
import java.util.List;

/** Stops a run from another thread, within a step. */
public final class Cancellation {
    private final List<Runnable> hooks = new ArrayList<>();
    private boolean cancelled;

    /** Stops what runs under this, now and in future. */
    public void cancel() {
        List<Runnable> now;
        synchronized (this) {
            cancelled = true;
            now = List.copyOf(hooks);
        }
        now.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** What to do when it happens; at once when it has happened already. */
    public void onCancel(Runnable hook) {
        boolean now;
        synchronized (this) {
            hooks.add(hook);
            now = cancelled;
        }
        if (now) {
            hook.run();
        }
    }

    /** Forgets a hook. */
    public synchronized void forget(Runnable hook) {
        hooks.remove(hook);
    }
}
