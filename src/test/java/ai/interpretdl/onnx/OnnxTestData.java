package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** ONNX's own test models with their inputs and outputs, where they are installed (Debian: libonnx-testdata). */
record OnnxTestData(Path folder) {
    private static final Path ROOT =
            Path.of(System.getProperty("onnx.testdata", "/usr/lib/python3/dist-packages/onnx/backend/test/data"));

    static boolean isInstalled() {
        return Files.isDirectory(ROOT);
    }

    static List<OnnxTestData> group(String name) {
        try (Stream<Path> folders = Files.list(ROOT.resolve(name))) {
            return folders.filter(folder -> Files.exists(folder.resolve("model.onnx")))
                    .sorted()
                    .map(OnnxTestData::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    Model model() {
        return ModelReader.read(folder.resolve("model.onnx"));
    }

    /** Inputs by name. */
    Map<String, Tensor> inputs(Model model) {
        List<ValueInfo> inputs = model.graph().inputs();
        Map<String, Tensor> named = new HashMap<>();
        List<Tensor> tensors = tensors("input_");
        for (int i = 0; i < tensors.size(); i++) {
            named.put(inputs.get(i).name(), tensors.get(i));
        }
        return named;
    }

    /** The outputs that the file's author computed. */
    List<Tensor> outputs() {
        return tensors("output_");
    }

    private List<Tensor> tensors(String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        Path set = folder.resolve("test_data_set_0");
        for (int i = 0; Files.exists(set.resolve(prefix + i + ".pb")); i++) {
            tensors.add(tensor(set.resolve(prefix + i + ".pb")));
        }
        return tensors;
    }

    static Tensor tensor(Path file) {
        try {
            Bytes bytes = Bytes.of(ByteBuffer.wrap(Files.readAllBytes(file)));
            return new TensorReader(ModelFile.inMemory(Models.FOLDER), Wire.of(bytes)).tensor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
