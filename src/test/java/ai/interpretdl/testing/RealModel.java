package ai.interpretdl.testing;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A trained model as its maker exported it; {@code exports/real/README.md} lists origins and licences.
 *
 * @param name of the file, without its suffix
 * @param input name of its only input
 * @param shape of one row of it, the leading 1 included
 * @param kept whether the repository holds it; else {@code fetch_real_models.sh} gets it
 */
public record RealModel(String name, String input, Shape shape, boolean kept) {
    private static final List<RealModel> ALL = List.of(
            new RealModel("paddle-cls", "x", Shape.of(1, 3, 48, 192), true),
            new RealModel("blazeface-128", "input:0", Shape.of(1, 128, 128, 3), true),
            new RealModel("paddle-det", "x", Shape.of(1, 3, 64, 96), false),
            new RealModel("paddle-rec", "x", Shape.of(1, 3, 48, 160), false),
            new RealModel("mlsd-320-tiny", "input_image_with_alpha:0", Shape.of(1, 320, 320, 4), false),
            new RealModel("detypify", "x", Shape.of(1, 1, 224, 224), false));

    public static List<RealModel> all() {
        return ALL;
    }

    /** The file; empty when it was not fetched. */
    public Optional<Path> file() {
        Path file = ExportFixture.resource("real").resolve(name + ".onnx");
        return Optional.of(file).filter(Files::exists);
    }

    /** One row of seeded numbers in [-1, 1]. */
    public Tensor row(long seed) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return Tensor.of(values, shape.dims());
    }

    @Override
    public String toString() {
        return name;
    }
}
