package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.Require;
import ai.interpretdl.interpret.RowByRow;
import ai.interpretdl.interpret.Staged;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is measured: an explanation, and the question that it answers.
 *
 * @param model what was explained
 * @param question what was asked; a predicted target means the class predicted on these inputs, on disturbed ones too
 * @param explanation the answer
 * @param algorithm what gave it, for measures that ask it again
 */
public record Claim(Model model, Question question, Explanation explanation, Optional<Interpretation> algorithm) {
    public Claim {
        if (question.target() instanceof Target.Predicted
                && !explanation.predicted().isEmpty()) {
            question = question.about(new Target.OfClass(List.copyOf(explanation.predicted())));
        }
    }

    /** Explains, to be measured. */
    public static Claim of(Model model, Question question, Interpretation algorithm) {
        return new Claim(model, question, algorithm.interpret(model, question), Optional.of(algorithm));
    }

    /** An explanation that came from elsewhere. */
    public static Claim of(Model model, Question question, Explanation explanation) {
        return new Claim(model, question, explanation, Optional.empty());
    }

    /**
     * What a measure shows the model once a share of the places is hidden, the most relevant first.
     *
     * @param share of the places of each row, 0 to 1
     * @param substrate what stands there
     * @return the first explained input, {@code [N, …]}
     */
    public Tensor without(double share, Substrate substrate) {
        Require.share(share, "share");
        Inquiry inquiry = inquiry();
        return Removal.of(Relevance.of(inquiry, explanation), Channels.SUM, Order.MOST_RELEVANT_FIRST, false, values ->
                        new long[] {Math.round(share * values.length)})
                .inputs(inquiry, substrate);
    }

    private Interpretation algorithm(String measure) {
        return algorithm.orElseThrow(() -> new IllegalArgumentException(
                measure + " explains again: it needs an algorithm, not only attributions"));
    }

    /** Adds each row's numbers of a measure. */
    @FunctionalInterface
    interface Measuring {
        void add(Inquiry inquiry, Relevance relevance, Answer answer);
    }

    /** What is measured of the attributions and the model. */
    Evaluated measured(String measure, Measuring measuring) {
        return each(single -> {
            Answer answer = new Answer(measure);
            Inquiry inquiry = single.inquiry();
            measuring.add(inquiry, Relevance.of(inquiry, single.explanation), answer);
            return answer.done();
        });
    }

    /** Adds each row's numbers of a measure that explains again. */
    @FunctionalInterface
    interface Asking {
        void add(Claim single, Interpretation algorithm, Answer answer);
    }

    /** What is measured of the algorithm. */
    Evaluated asked(String measure, Asking asking) {
        return each(single -> {
            Answer answer = new Answer(measure);
            asking.add(single, single.algorithm(measure), answer);
            return answer.done();
        });
    }

    /** The question, put to the model on the input itself when something depends on that. */
    Inquiry inquiry() {
        return Inquiry.of(model, question);
    }

    /** The same for an algorithm that says itself what it explains. */
    Inquiry inquiry(Staged algorithm) {
        return Inquiry.of(model, algorithm.asked(model, question));
    }

    /** Measured as a batch, or row by row where the model takes one row a call. */
    Evaluated each(Function<Claim, Evaluated> measure) {
        List<Question> questions = RowByRow.questions(model, question);
        if (questions.size() == 1) {
            return measure.apply(this);
        }
        List<Evaluated> parts = new ArrayList<>();
        for (int row = 0; row < questions.size(); row++) {
            parts.add(measure.apply(new Claim(model, questions.get(row), explanation.row(row), algorithm)));
        }
        return Evaluated.joined(parts);
    }
}
