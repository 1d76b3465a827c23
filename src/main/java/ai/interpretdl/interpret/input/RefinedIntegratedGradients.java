package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quality;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.model.Model;
import ai.interpretdl.tensor.Tensor;
import java.util.Map;

/**
 * Integrated gradients with as many steps as it takes: they are doubled until the attributions of every row sum to the difference of scores,
 * but for a share.
 *
 * <p>The completeness of Sundararajan et al., 2017, arXiv:1703.01365, proposition 1, is the stopping rule that they recommend in section 5. All rounds
 * together take less than twice the passes of the last. The answer tells {@code steps} and {@code error} that were reached.
 *
 * @param first where it starts; multiplied by inputs, else there is no completeness
 * @param tolerance the largest share of |score - baseline score| by which a sum may miss it
 * @param most steps at which it stops in any case
 */
public record RefinedIntegratedGradients(IntegratedGradients first, double tolerance, int most)
        implements Interpretation {
    public RefinedIntegratedGradients {
        Require.positive(tolerance, "tolerance");
        if (!first.multiplyByInputs() || most < first.steps()) {
            throw new IllegalArgumentException(
                    "a tolerance needs multiply_by_inputs, and max_steps of at least steps; max_steps is " + most
                            + ", steps is " + first.steps());
        }
    }

    @Override
    public String name() {
        return first.name();
    }

    @Override
    public boolean mixesRows() {
        return true;
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        IntegratedGradients round = first;
        Explanation found = round.interpret(model, question);
        double seconds = found.quality().seconds();
        while (error(found) > tolerance && round.steps() < most) {
            round = round.with(Math.min(most, 2 * round.steps()));
            found = round.interpret(model, question);
            seconds += found.quality().seconds();
        }
        boolean reached = error(found) <= tolerance;
        Quality quality = found.quality()
                .reaching(Map.of("steps", (double) round.steps(), "error", error(found)), reached, seconds);
        return found.then(this, found.tensors()).with(quality);
    }

    /** The largest share by which a row misses completeness; 0 of 0 is 0. */
    private static double error(Explanation found) {
        double[] missed = numbers(found, "completeness_delta");
        double[] scores = numbers(found, "score");
        double[] starts = numbers(found, "baseline_score");
        double worst = 0;
        for (int i = 0; i < missed.length; i++) {
            double change = Math.abs(scores[i] - starts[i]);
            worst = Math.max(worst, missed[i] == 0 ? 0 : Math.abs(missed[i]) / change);
        }
        return worst;
    }

    private static double[] numbers(Explanation found, String name) {
        return found.tensor(name).map(Tensor::doubles).orElseThrow();
    }
}
