package ai.interpretdl.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads model files ({@code ModelProto}) of format versions 3 to 13.
 *
 * <p>Large weights stay where they are, in the model file or in the files of external data beside it, and are read when asked for.
 * What inference does not depend on (documentation, training info, annotations) is left out.
 */
public final class ModelReader {
    private final ModelFile file;
    private final Map<String, Long> opsets = new HashMap<>();
    private final List<Function> functions = new ArrayList<>();
    private final Map<String, String> metadata = new HashMap<>();
    private Optional<Graph> graph = Optional.empty();
    private long irVersion;
    private String producer = "";
    private String producerVersion = "";

    private ModelReader(ModelFile file) {
        this.file = file;
    }

    /**
     * Reads a model file of any size.
     *
     * @throws MalformedModelException when it is damaged, is no ONNX model, or points to external data that is not there
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Model read(Path file) {
        try {
            return new ModelReader(ModelFile.of(file)).model(Wire.of(Bytes.map(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a model in memory. Its weights are views of {@code bytes}, which must not change.
     *
     * @param folder where files of external data lie
     * @throws MalformedModelException when it is damaged, is no ONNX model, or points to external data that is not there
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static Model read(ByteBuffer bytes, Path folder) {
        try {
            return new ModelReader(ModelFile.inMemory(folder)).model(Wire.of(Bytes.of(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private Model model(Wire wire) {
        while (wire.next()) {
            field(wire);
        }
        if (irVersion < 3) {
            // The first versions of the format had a single operator set.
            opsets.putIfAbsent("", 1L);
        }
        String by = (producer + " " + producerVersion).strip();
        return new Model(
                irVersion,
                by,
                opsets,
                graph.orElseThrow(() -> new MalformedModelException(
                        "no ONNX model: no graph", wire.span().length())),
                functions,
                metadata);
    }

    private void field(Wire wire) {
        switch (wire.field()) {
            case 1 -> irVersion = wire.integer();
            case 2 -> producer = wire.text();
            case 3 -> producerVersion = wire.text();
            case 7 -> graph = Optional.of(new GraphReader(file, wire.message()).graph());
            case 8 -> GraphReader.opset(wire.message(), opsets);
            case 14 -> Entry.read(wire.message()).into(metadata);
            case 25 -> functions.add(GraphReader.function(file, wire.message()));
            default -> wire.skip();
        }
    }
}
