package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.NGrams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
        List<double[]> values = IntStream.range(0, units.rows().size())
                .mapToObj(row -> units.values(claim, row))
                .toList();
        List<Tensor> switches =
                values.stream().map(row -> NGrams.removed(row.length, longest)).toList();
        List<double[]> scores =
                units.scores(claim, switches.stream().map(TextUnits::withWhole).toList());
        for (int row = 0; row < values.size(); row++) {
            double[] told = told(values.get(row), switches.get(row).doubles());
            double[] drops = drops(scores.get(row));
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

    /** @param scores of the whole text, and without each run */
    private static double[] drops(double[] scores) {
        return Arrays.stream(scores, 1, scores.length)
                .map(score -> scores[0] - score)
                .toArray();
    }
}
