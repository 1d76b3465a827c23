package ai.interpretdl.evaluate;

import ai.interpretdl.interpret.Features;
import ai.interpretdl.interpret.Inquiry;
import ai.interpretdl.interpret.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How fast the score falls when whole segments are hidden, those of the highest mean attribution first: the area over the curve of scores,
 * each divided by the score of the input.
 *
 * <p>Rieger and Hansen, 2020, arXiv:2003.08747, equation 2: iterative removal of features. Its order does not change with the size of
 * segments, so that single pixels count for little. One forward pass a segment.
 *
 * @param features the segments
 * @param substrate what hides; the paper's is a mean colour
 */
public record Irof(Features features, Substrate substrate) implements Evaluation {
    private static final Axes AXES = new Axes("share of segments hidden", "score / score of the input");

    @Override
    public String name() {
        return "irof";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public Evaluated evaluate(Claim claim) {
        return claim.measured(name(), (inquiry, relevance, answer) -> {
            Segments segments = Segments.of(inquiry, features, Parts.MOST_FEATURES);
            Parts parts = Parts.of(inquiry, segments, relevance);
            List<double[]> scores = removal(inquiry, segments, parts).scores(inquiry, substrate);
            for (int row = 0; row < scores.size(); row++) {
                Curve curve = relative(scores.get(row));
                answer.number("irof", 1 - curve.area()).curve("irof", curve).over(AXES);
            }
        });
    }

    private static Removal removal(Inquiry inquiry, Segments segments, Parts parts) {
        int rows = Math.toIntExact(inquiry.subject().rows());
        double[][] ranks = new double[rows][segments.features()];
        List<long[]> counts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int own = segments.featuresOf(row);
            double[] means = Arrays.copyOf(parts.means(row), own);
            double[] positions = Order.MOST_RELEVANT_FIRST.ranks(means);
            System.arraycopy(positions, 0, ranks[row], 0, own);
            counts.add(LongStream.rangeClosed(0, own).toArray());
        }
        var maps = segments.painted(ranks, inquiry, Removal.NEVER).values();
        return new Removal(List.copyOf(maps), counts, false);
    }

    private static Curve relative(double[] scores) {
        double[] at = new double[scores.length];
        double[] values = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            at[i] = i / (double) (scores.length - 1);
            values[i] = scores[i] / scores[0];
        }
        return Curve.of(at, values);
    }
}
