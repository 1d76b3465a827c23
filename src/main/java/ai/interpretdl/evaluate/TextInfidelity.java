package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.NGrams;
import java.util.Arrays;

/**
 * How far the attributions of the units of a text are from telling by how much the score drops when neighbours are taken away together.
 *
 * <p>Yeh et al., 2019, arXiv:1901.09392, definition 2.1, over all runs of 1 to {@code longest} units, as InterpretDL's InfidelityNLP. Numbers:
 * {@code infidelity} with the attributions as they are, and {@code infidelity_scaled} with them times the best factor, which is
 * InterpretDL's. One forward pass a run and one for the text.
 *
 * @param units what is taken away
 * @param longest run, 5 in InterpretDL
 */
public record TextInfidelity(TextUnits units, int longest) implements Evaluation {
    @Override
    public String name() {
        return "infidelity";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        Answer answer = new Answer(name());
        for (int row = 0; row < units.rows().size(); row++) {
            double[] values = units.values(claim, row);
            Tensor switches = NGrams.removed(values.length, longest);
            double[] told = told(values, switches.doubles());
            double[] drops = drops(claim, row, switches);
            answer.number("infidelity", Infidelity.meanSquare(drops, told, 1))
                    .number("infidelity_scaled", Infidelity.meanSquare(drops, told, Infidelity.factor(drops, told)));
        }
        return answer.done();
    }

    /** The sum of what is away. */
    private static double[] told(double[] values, double[] on) {
        double[] told = new double[on.length / values.length];
        for (int i = 0; i < on.length; i++) {
            told[i / values.length] += on[i] == 0 ? values[i % values.length] : 0;
        }
        return told;
    }

    private double[] drops(Claim claim, int row, Tensor switches) {
        double[] scores = units.scores(claim, row, TextUnits.withWhole(switches));
        return Arrays.stream(scores, 1, scores.length)
                .map(score -> scores[0] - score)
                .toArray();
    }
}
