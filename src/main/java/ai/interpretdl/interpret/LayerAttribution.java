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
        check(f, x, value);
        if (needsWay() && !f.leadsToScore(value, x)) {
            throw withoutWay(inquiry, value);
        }
        return named(inquiry, attribute(f, x, value));
    }

    /** Whether it asks how the score changes with the layer, to which there has to be a way from there. */
    default boolean needsWay() {
        return true;
    }

    private static IllegalArgumentException withoutWay(Inquiry inquiry, String value) {
        String output = inquiry.subject().output();
        return new IllegalArgumentException("the output [" + output + "] does not depend on layer [" + value
                + "]; near are " + inquiry.model().layersNear(value, output) + ", which lead to it");
    }

    /** The value that is meant in a model. */
    default String value(Model model) {
        return value(model, layer());
    }

    /** Refuses what cannot be explained by. */
    static void check(Explained f, Expr x, String value) {
        Expr row = f.activation(value, x);
        if (!row.type().isFloating()) {
            throw new IllegalArgumentException(
                    "layer [" + value + "] holds " + row.type() + "; name one that holds floating numbers");
        }
        if (row.shape().size() == 0) {
            throw new IllegalArgumentException("layer [" + value + "] has the shape " + row.shape()
                    + " a row, which is empty: the input is too small for this model");
        }
        if (!f.varies(value, x)) {
            throw new IllegalArgumentException("layer [" + value
                    + "] does not depend on the input: it is made of weights and shapes alone; name one that is computed"
                    + " from the input");
        }
    }

    /** The value that a layer's name means; the model's default without one. */
    static String value(Model model, Optional<String> layer) {
        return layer.map(model::layer).orElseGet(model::defaultLayer);
    }
}
