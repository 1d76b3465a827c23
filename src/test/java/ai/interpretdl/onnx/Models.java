package ai.interpretdl.onnx;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The product's own models, as test material. */
final class Models {
    static final Path FOLDER = Path.of("..", "models");

    private Models() {}

    static Stream<Path> all() {
        return Stream.of("fashion-cnn", "textcnn", "bilstm", "coco-centernet", "minilm-sentiment")
                .map(name -> FOLDER.resolve(name + ".onnx"));
    }
}
