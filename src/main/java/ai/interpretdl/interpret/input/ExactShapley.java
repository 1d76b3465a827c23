package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.regression.ShapleyValues;
import ai.interpretdl.interpret.sampling.Masks;
import ai.interpretdl.model.Model;

/**
 * What each feature adds to the score, averaged over all orders in which features may join.
 *
 * <p>Shapley, 1953. All 2ⁿ coalitions of at most 20 features are asked for, once each.
 *
 * @param features what joins together
 * @param baseline what stands for a feature that is absent; over several the score is averaged
 */
public record ExactShapley(Features features, Baseline baseline) implements Interpretation {
    private static final int MOST_FEATURES = 20;

    @Override
    public String name() {
        return "shapley-values";
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return ShapleyAnswer.of(
                this,
                model,
                question,
                features,
                MOST_FEATURES,
                baseline,
                (count, seed) -> new ShapleyAnswer.Design(Masks.all(count), ShapleyValues::exact));
    }
}
