package ai.interpretdl.runtime;

import ai.interpretdl.onnx.Model;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Weight;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Open sessions by the graph they run, the least recently used closed first.
 *
 * <p>Each holds the weights that its graph uses once more, and the memory that its values took. The sessions of several explanations of a
 * small model stay open together, of a large one no more than are needed at once.
 */
final class Sessions implements AutoCloseable {
    private static final int LEAST = 12;
    private static final int MOST = 96;
    private static final long MOST_BYTES = 512L << 20;
    /**
     * Nodes up to which a graph is optimised. What that takes grows faster than the square: an unrolled recurrent net has 10,000 nodes and
     * takes 4 s (1 s without), its DeepLIFT has 34,000 and takes more than 5 minutes (9 s without), far more than its run.
     */
    private static final int MOST_OPTIMISED = 20_000;

    /** A session, and the memory that it holds. */
    private record Held(OrtSession session, long bytes) {}

    private final Device device;
    private final Map<String, Held> open = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Device device) {
        this.device = device;
    }

    /**
     * The session for a graph. It stays open while this cache does, unless others push it out between two runs.
     *
     * @param values estimated memory of its values while it runs, in bytes
     */
    synchronized OrtSession of(Model model, long values) throws OrtException {
        Path folder = folder(model);
        byte[] bytes = ModelWriter.referring(model, folder);
        String key = digest(bytes);
        Held known = open.get(key);
        if (known != null) {
            return known.session();
        }
        try (OrtSession.SessionOptions options = device.options()) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
            if (model.graph().nodes().size() > MOST_OPTIMISED) {
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            }
            OrtSession session = OrtEnvironment.getEnvironment().createSession(bytes, options);
            open.put(key, new Held(session, values + weights(model)));
            return session;
        }
    }

    /** Closes what is more than enough; called when nothing runs. */
    synchronized void trim() {
        long bytes = open.values().stream().mapToLong(Held::bytes).sum();
        var eldest = open.values().iterator();
        while (open.size() > MOST || (open.size() > LEAST && bytes > MOST_BYTES)) {
            Held held = eldest.next();
            bytes -= held.bytes();
            close(held);
            eldest.remove();
        }
    }

    private static long weights(Model model) {
        return model.graph().weights().stream()
                .mapToLong(weight -> weight.type().bytes(weight.shape().size()))
                .sum();
    }

    /** The folder that the weights lie below which a derived model points to. */
    private static Path folder(Model model) {
        return model.graph().weights().stream()
                .filter(Weight.InFile.class::isInstance)
                .map(weight -> ((Weight.InFile) weight).file().toAbsolutePath().getParent())
                .distinct()
                .reduce(Sessions::above)
                .orElseGet(() -> Path.of("").toAbsolutePath());
    }

    private static Path above(Path one, Path other) {
        return other.startsWith(one) ? one : above(Objects.requireNonNull(one.getParent(), "two roots"), other);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void close(Held held) {
        try {
            held.session().close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close a session: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Sessions::close);
        open.clear();
    }
}
