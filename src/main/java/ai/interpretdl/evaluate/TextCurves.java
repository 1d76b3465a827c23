package ai.interpretdl.evaluate;

import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.text.RemovalOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the scores lie apart when the units of a text are taken away from the least and from the most relevant one on.
 *
 * <p>Samek et al., 2017, arXiv:1509.06321, for text as InterpretDL's PerturbationNLP. Numbers: {@code abpc}, the area between the
 * curves, and for each its area ({@code morf}, {@code lerf}) and plain average ({@code morf_mean}, {@code lerf_mean}), which is
 * InterpretDL's. One forward pass a row of either curve.
 *
 * @param units what is taken away
 * @param spacing which units go together
 * @param steps number of rows after the first, of even steps
 */
public record TextCurves(TextUnits units, Spacing spacing, int steps) implements Evaluation {
    /** Which units go together. */
    public enum Spacing {
        /** As many in each step. */
        EVEN,
        /** InterpretDL's: those at least as relevant as each value; at most 100 rows. */
        TILES,
        /** InterpretDL's {@code percentile}: those at least as relevant as each percentile. */
        PERCENTILES
    }

    public TextCurves {
        if (steps < 1) {
            throw new IllegalArgumentException("steps is " + steps + ", not positive");
        }
    }

    @Override
    public String name() {
        return "abpc";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        List<Tensor> morf = switches(claim, RemovalOrder.MOST_RELEVANT_FIRST);
        List<Tensor> lerf = switches(claim, RemovalOrder.LEAST_RELEVANT_FIRST);
        List<Tensor> both = IntStream.range(0, morf.size())
                .mapToObj(row -> Tensor.concat(List.of(morf.get(row), lerf.get(row))))
                .toList();
        List<double[]> scores = units.scores(claim, both);
        Answer answer = new Answer(name());
        for (int row = 0; row < scores.size(); row++) {
            double[] all = scores.get(row);
            int first = Math.toIntExact(morf.get(row).shape().dim(0));
            PerturbationCurves.add(
                    answer,
                    curve(morf.get(row), Arrays.copyOf(all, first)),
                    curve(lerf.get(row), Arrays.copyOfRange(all, first, all.length)));
        }
        return answer.done();
    }

    /** What is away at each step of each text. */
    private List<Tensor> switches(Claim claim, RemovalOrder order) {
        return IntStream.range(0, units.rows().size())
                .mapToObj(row -> switches(units.values(claim, row), order))
                .toList();
    }

    private Tensor switches(double[] values, RemovalOrder order) {
        return switch (spacing) {
            case EVEN -> order.steps(values, steps);
            case TILES -> order.tiles(values);
            case PERCENTILES -> order.percentiles(values);
        };
    }

    private static Curve curve(Tensor switches, double[] scores) {
        return Curve.of(gone(switches), scores);
    }

    /** The share of units that are away in each row. */
    private static double[] gone(Tensor switches) {
        int units = Math.toIntExact(switches.shape().dim(1));
        double[] on = switches.doubles();
        double[] gone = new double[on.length / units];
        for (int i = 0; i < on.length; i++) {
            gone[i / units] += (1 - on[i]) / units;
        }
        return gone;
    }
}
