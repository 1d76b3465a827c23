package ai.interpretdl.runtime;

/** Whether this process is about to end. ONNX Runtime's own shutdown hook then takes its environment away from under a run. */
final class Ending {
    private Ending() {}

    /** True from the moment at which shutdown hooks are started: then no more can be added. */
    static boolean begun() {
        Thread hook = new Thread(() -> {}, "never started");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
        // which fails only if the end has begun meanwhile; the next call will see it
        return !Runtime.getRuntime().removeShutdownHook(hook);
    }
}
