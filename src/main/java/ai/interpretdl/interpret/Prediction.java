package ai.interpretdl.interpret;

import ai.interpretdl.program.Subject;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** The class that a model predicts. */
final class Prediction {
    private Prediction() {}

    /** The largest of {@code [N, K]} along the last axis; of {@code [N, C, …]} along axis 1, summed over what follows. */
    static List<Long> classes(Tensor output, Subject subject) {
        return totals(output, subject).stream().map(Prediction::largest).toList();
    }

    /** The classes of each row, the largest first, {@code [N][count]}; of equals the one with the smaller number. */
    static List<List<Long>> ranked(Tensor output, Subject subject, int count) {
        List<List<Long>> ranked = new ArrayList<>();
        for (double[] totals : totals(output, subject)) {
            if (count > totals.length) {
                throw new IllegalArgumentException(
                        "target asks for the top " + count + " of " + totals.length + " classes");
            }
            ranked.add(LongStream.range(0, totals.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> -totals[k.intValue()]))
                    .limit(count)
                    .toList());
        }
        return ranked;
    }

    private static List<double[]> totals(Tensor output, Subject subject) {
        Shape shape = subject.isWhole() ? Shape.of(1).concat(output.shape()) : output.shape();
        if (shape.rank() < 2) {
            return List.of();
        }
        int rows = Math.toIntExact(shape.dim(0));
        int count = Math.toIntExact(shape.dim(1));
        int rest = Math.toIntExact(shape.slice(2, shape.rank()).size());
        float[] values = output.floats();
        List<double[]> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] totals = new double[count];
            for (int i = 0; i < count * rest; i++) {
                totals[i / rest] += values[row * count * rest + i];
            }
            all.add(totals);
        }
        return all;
    }

    private static long largest(double[] totals) {
        int best = 0;
        for (int i = 1; i < totals.length; i++) {
            best = totals[i] > totals[best] ? i : best;
        }
        return best;
    }
}
