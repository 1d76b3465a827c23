package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Anytime;
import ai.interpretdl.interpret.Budget;
import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.GlobalLearning;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.TopClasses;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Progress;

/**
 * LIME with a prior, or G-LIME, in rounds as {@link Anytime} has them: what is known of kinds is learnt once, before the first.
 *
 * <p>The answer is an average of fits, each to the samples of one round. The order in which G-LIME's features enter is told only where all rounds
 * agree on it.
 *
 * @param whole the algorithm with all samples; its prior is learnt by its own
 * @param least the fewest samples of a round
 * @param budget what ends sampling earlier; its time counts from the beginning of learning, and leaves one round in any case
 */
public record PulledRounds(Pulled whole, int least, Budget budget) implements Interpretation {
    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public boolean mixesRows() {
        return whole.mixesRows() || !budget.isNone();
    }

    @Override
    public Explanation interpret(Model model, Question question) {
        return TopClasses.each(model, question, one -> {
            long started = System.nanoTime();
            LimePrior base = whole.base();
            Question quiet = one.telling(Progress.silent());
            GlobalLearning known = new GlobalLearning.Known(base.prior().weights(model, quiet));
            Lime lime = base.lime();
            Explanation found = Anytime.of(
                            lime.samples(),
                            least,
                            budget.since(started),
                            n -> whole.with(new LimePrior(lime.with(n), base.kinds(), known, base.force())))
                    .interpret(model, one);
            return found.with(found.quality().reaching(found.quality().reached(), true, Budget.seconds(started)));
        });
    }
}
