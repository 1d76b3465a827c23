package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import java.util.Map;
import java.util.Optional;

/** An algorithm that explains by an inner value of the model. */
public interface LayerAttribution extends Equation {
    /** The value's name; the model's default when empty. */
    Optional<String> layer();

    /**
     * The equation, written for one row.
     *
     * @param value the layer's name
     * @return shaped like the layer, or a map over its cells
     */
    Expr attribute(Explained f, Expr x, String value);

    /** Names for the attributions in the answer: the layer's, unless it is the inputs that get them. */
    default Map<String, Expr> named(Inquiry inquiry, Expr attributions) {
        return Map.of("attributions", attributions);
    }

    @Override
    default Map<String, Expr> results(Inquiry inquiry, Explained f, Expr x) {
        String value = value(inquiry.model());
        check(value, f.activation(value, x));
        return named(inquiry, attribute(f, x, value));
    }

    /** The value that is meant in a model. */
    default String value(Model model) {
        return value(model, layer());
    }

    /**
     * Refuses what cannot be explained by.
     *
     * @param row of the layer's values
     */
    static void check(String value, Expr row) {
        if (!row.type().isFloating()) {
            throw new IllegalArgumentException(
                    "layer [" + value + "] holds " + row.type() + "; name one that holds floating numbers");
        }
        if (row.shape().size() == 0) {
            throw new IllegalArgumentException("layer [" + value + "] has the shape " + row.shape()
                    + " a row, which is empty: the input is too small for this model");
        }
    }

    /** The value that a layer's name means; the model's default without one. */
    static String value(Model model, Optional<String> layer) {
        return layer.map(model::layer).orElseGet(model::defaultLayer);
    }
}
