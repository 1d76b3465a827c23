package ai.interpretdl;

import ai.interpretdl.model.Model;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import java.nio.file.Path;

/** The front door: opens models, ready to be explained. */
public final class InterpretDl {
    private InterpretDl() {}

    /**
     * Opens an ONNX file, with the card beside it if there is one, on the best device of this machine.
     *
     * @throws ai.interpretdl.onnx.MalformedModelException when the file is no ONNX model
     */
    public static Model open(Path file) {
        return open(file, Device.best());
    }

    public static Model open(Path file, Device device) {
        return Model.open(file, new Model.Environment(new OrtEngine(device), new OrtOracle(), device.rules()));
    }
}
