package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;

/** What is known of a result before it is computed. */
public record Typed(ElementType type, Shape shape) {
    static Typed like(Value value) {
        return new Typed(value.type(), value.shape());
    }
}
