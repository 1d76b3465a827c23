package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;

/** Maps the bytes of a weight that stays in its file. */
final class MappedFile {
    private MappedFile() {}

    static Tensor read(Weight.InFile weight) {
        long size = weight.type().bytes(weight.shape().size());
        try (FileChannel channel = FileChannel.open(weight.file(), StandardOpenOption.READ)) {
            if (weight.offset() + size > channel.size()) {
                throw new IOException(weight.file() + " ends before byte " + (weight.offset() + size) + " of weight "
                        + weight.name());
            }
            return Tensor.of(weight.type(), weight.shape(), channel.map(MapMode.READ_ONLY, weight.offset(), size));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read weight " + weight.name() + ": " + e.getMessage(), e);
        }
    }
}
