package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.NodeOracle;
import ai.interpretdl.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The shapes that a model's values have for some rows: those for one beside those for more tell which axis is the batch's. */
public final class RowShapes {
    private final Inlining inlining;
    private final Map<String, Optional<Shape>> known = new HashMap<>();

    /** @param fed what is fed, by the name in the model's file */
    public RowShapes(NodeOracle oracle, ModelGraph model, Map<String, Typed> fed) {
        this(oracle, model, fed, Rebatching.none());
    }

    /** @param rebatching how constants with a batch baked in are read */
    public RowShapes(NodeOracle oracle, ModelGraph model, Map<String, Typed> fed, Rebatching rebatching) {
        GraphBuilder scratch = new GraphBuilder(oracle);
        Map<String, Value> row = new HashMap<>();
        fed.forEach((name, typed) -> row.put(name, scratch.fed(name, typed.type(), typed.shape())));
        this.inlining = new Inlining(scratch, model, row, rebatching);
    }

    /** Nothing for values inside of loops, and where these rows already fail. */
    public Optional<Shape> of(String value) {
        return known.computeIfAbsent(value, this::infer);
    }

    private Optional<Shape> infer(String value) {
        try {
            return value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(inlining.value(value))
                            .filter(found -> !found.isSequence())
                            .map(Value::shape);
        } catch (IllegalArgumentException | UnsupportedOperatorException e) {
            return Optional.empty();
        }
    }
}
