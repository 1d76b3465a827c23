package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An algorithm that explains by an inner value of the model. */
public interface LayerAttribution extends Interpretation {
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

    /** Where the attributions start from, of methods whose attributions sum to score - score(baseline). */
    default Optional<Baseline> completeFrom() {
        return Optional.empty();
    }

    /** Whether the equation runs the model on the input itself, so that its output there costs no further pass. */
    default boolean isLocal() {
        return false;
    }

    @Override
    default Explanation interpret(Model model, Question question) {
        String value = value(model, layer());
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = isLocal() ? Inquiry.ofInput(model, single) : Inquiry.of(model, single);
            Map<String, Tensor> tensors = new LinkedHashMap<>(inquiry.run(
                    List.of(this, value, single.elements()), f -> named(inquiry, attribute(f, f.input(), value))));
            completeFrom().ifPresent(baseline -> Completeness.add(inquiry, baseline, tensors));
            return inquiry.answer(name(), this, tensors);
        });
    }

    /** The value that a layer's name means; the model's default without one. */
    static String value(Model model, Optional<String> layer) {
        return layer.map(model::layer).orElseGet(model::defaultLayer);
    }
}
