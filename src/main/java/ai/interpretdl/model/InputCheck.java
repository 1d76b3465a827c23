package ai.interpretdl.model;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Compares what is fed with what the file declares, so that a wrong call gets a clear answer. */
final class InputCheck {
    private InputCheck() {}

    static void check(Model model, Map<String, Tensor> fed) {
        for (Port port : model.inputs()) {
            Tensor tensor = fed.get(port.name());
            if (tensor == null) {
                throw new IllegalArgumentException(
                        "input " + port.name() + " is missing; the model takes " + names(model.inputs()));
            }
            check(port, tensor);
        }
        for (String name : fed.keySet()) {
            if (model.inputs().stream().noneMatch(port -> port.name().equals(name))) {
                throw new IllegalArgumentException(
                        "there is no input " + name + "; the model takes " + names(model.inputs()));
            }
        }
    }

    private static void check(Port port, Tensor tensor) {
        if (tensor.type() != port.type()) {
            throw new IllegalArgumentException(
                    "input " + port.name() + " is " + tensor.type() + ", the model takes " + port.type());
        }
        boolean fits =
                port.dims().isEmpty() || port.dims().size() == tensor.shape().rank();
        for (int axis = 1; fits && axis < port.dims().size(); axis++) {
            fits = port.dims().get(axis) < 0
                    || port.dims().get(axis) == tensor.shape().dim(axis);
        }
        boolean first = port.dims().isEmpty()
                || port.dims().get(0) <= 1
                || port.dims().get(0) == tensor.shape().dim(0);
        if (!fits || !first) {
            throw new IllegalArgumentException("input " + port.name() + " has shape " + tensor.shape()
                    + ", the model takes " + port.dims().toString().replace("-1", "any"));
        }
    }

    private static List<String> names(List<Port> ports) {
        return ports.stream()
                .map(port ->
                        port.name() + " " + port.type() + port.dims().toString().replace("-1", "any"))
                .toList();
    }
}
