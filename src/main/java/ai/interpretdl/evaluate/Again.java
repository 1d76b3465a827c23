package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Explanation;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.model.Model;

/** Explanations of the same inputs under other circumstances. */
final class Again {
    private Again() {}

    /** The attributions of each row, {@code [N][elements]}. */
    static double[][] attributions(Model model, Question question, Interpretation algorithm) {
        return attributions(model, question, algorithm.interpret(model, question));
    }

    static double[][] attributions(Model model, Question question, Explanation explanation) {
        Relevance relevance = Relevance.of(Inquiry.of(model, question), explanation);
        double[][] rows = new double[relevance.rows()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = relevance.elements(row);
        }
        return rows;
    }
}
