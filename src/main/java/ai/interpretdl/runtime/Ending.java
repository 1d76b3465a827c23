package ai.interpretdl.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What happens when the process ends while something runs. */
final class Ending {
    private static final Logger LOG = System.getLogger(Ending.class.getName());
    private static final int WARNING = 2;

    private static boolean prepared;
    private static volatile boolean begun;

    private Ending() {}

    /** Called before anything runs. */
    static synchronized void prepare() {
        if (!prepared) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> begun = true, "ending"));
            keepEnvironment();
            prepared = true;
        }
    }

    /** Whether the process is about to end. */
    static boolean begun() {
        return begun;
    }

    /**
     * Keeps the environment until the process is gone.
     *
     * <p>ONNX Runtime's Java part deletes it in a shutdown hook, under the feet of runs that are not over: they end in a segmentation fault
     * instead of a cancelled request. The native part counts references, and gives a second one to whoever creates it again.
     */
    private static void keepEnvironment() {
        OrtEnvironment.getEnvironment();
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), WARNING, "InterpretDL");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "ONNX Runtime's environment ends with the process", e);
        }
    }
}
