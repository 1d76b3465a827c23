package ai.interpretdl.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What happens when the process ends while something runs. */
final class Ending {
    private static final Logger LOG = System.getLogger(Ending.class.getName());

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

    /**
     * Keeps the environment until the process is gone.
     *
     * <p>ONNX Runtime's Java part deletes it in a shutdown hook, under the feet of runs that are not over: they end in a segmentation fault
     * instead of a cancelled request. The native part counts references, and gives a second one to whoever creates it again.
     */
    static void keepEnvironment() {
        Kept.now();
    }

    private static final class Kept {
        private static final boolean DONE = hold();

        static boolean now() {
            return DONE;
        }

        private static boolean hold() {
            OrtEnvironment.getEnvironment();
            try {
                Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
                api.setAccessible(true);
                Method create =
                        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
                create.setAccessible(true);
                create.invoke(null, api.getLong(null), 2, "InterpretDL");
                return true;
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.DEBUG, "ONNX Runtime's environment ends with the process", e);
                return false;
            }
        }
    }
}
