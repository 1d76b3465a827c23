package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The shapes that a model's values have for one row: beside those for a batch they tell which axis is the batch's. */
public final class RowShapes {
    private final Inlining single;
    private final Map<String, Optional<Shape>> known = new HashMap<>();

    /** @param fed what is fed for one row, by the name in the model's file */
    public RowShapes(NodeOracle oracle, ModelGraph model, Map<String, Typed> fed) {
        GraphBuilder scratch = new GraphBuilder(oracle);
        Map<String, Value> row = new HashMap<>();
        fed.forEach((name, typed) -> row.put(name, scratch.fed(name, typed.type(), typed.shape())));
        this.single = new Inlining(scratch, model, row, Rebatching.none());
    }

    /** Nothing for values inside of loops, and where a single row already fails. */
    Optional<Shape> of(String value) {
        return known.computeIfAbsent(value, this::infer);
    }

    private Optional<Shape> infer(String value) {
        try {
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(single.value(value).shape());
        } catch (IllegalArgumentException | UnsupportedOperatorException e) {
            return Optional.empty();
        }
    }
}
