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

/** Open sessions by the graph they run, the least recently used closed first. */
final class Sessions implements AutoCloseable {
    private static final int MOST = 12;

    private final Device device;
    private final Map<String, OrtSession> open = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Device device) {
        this.device = device;
    }

    /** The session for a graph. It stays open while this cache does, unless others push it out between two runs. */
    synchronized OrtSession of(Model model) throws OrtException {
        Path folder = folder(model);
        byte[] bytes = ModelWriter.referring(model, folder);
        String key = digest(bytes);
        OrtSession known = open.get(key);
        if (known != null) {
            return known;
        }
        try (OrtSession.SessionOptions options = device.options()) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
            OrtSession session = OrtEnvironment.getEnvironment().createSession(bytes, options);
            open.put(key, session);
            return session;
        }
    }

    /** Closes what is more than enough; called when nothing runs. */
    synchronized void trim() {
        var eldest = open.entrySet().iterator();
        while (open.size() > MOST && eldest.hasNext()) {
            close(eldest.next().getValue());
            eldest.remove();
        }
    }

    /** Where the weights lie that a derived model points to. */
    private static Path folder(Model model) {
        return model.graph().weights().stream()
                .filter(Weight.InFile.class::isInstance)
                .map(weight -> ((Weight.InFile) weight).file().toAbsolutePath().getParent())
                .findFirst()
                .orElseGet(() -> Path.of("").toAbsolutePath());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
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
