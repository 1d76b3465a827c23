package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;

/** Messages of the format, built field by field. */
final class Proto {
    private Proto() {}

    static Encoder tensor(int type, long... dims) {
        return new Encoder().packed(1, Arrays.stream(dims).boxed().toList()).integer(2, type);
    }

    static Encoder floats(float... values) {
        Encoder run = new Encoder();
        ByteBuffer bytes = Tensor.of(values, values.length).bytes();
        return run.encoded(bytes);
    }

    static Encoder model(Encoder graph) {
        return new Encoder().integer(1, 8).message(7, graph);
    }

    static byte[] encoded(Encoder message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(Channels.newChannel(out));
        } catch (IOException e) {
            throw new AssertionError("memory cannot fail to be written", e);
        }
        return out.toByteArray();
    }
}
