package ai.interpretdl.interpret;

import ai.interpretdl.model.Model;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
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

    @Override
    default Explanation interpret(Model model, Question question) {
        String value = layer().map(model::layer).orElseGet(model::defaultLayer);
        return RowByRow.interpret(model, question, single -> {
            Inquiry inquiry = Inquiry.of(model, single);
            return inquiry.answer(
                    name(), this, inquiry.run(f -> Map.of("attributions", attribute(f, f.input(), value))));
        });
    }
}
