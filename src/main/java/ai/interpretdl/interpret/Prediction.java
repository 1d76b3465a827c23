package ai.interpretdl.interpret;

import ai.interpretdl.program.Subject;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The class that a model predicts. */
final class Prediction {
    private Prediction() {}

    /** The largest of {@code [N, K]} along the last axis; of {@code [N, C, …]} along axis 1, summed over what follows. */
    static List<Long> classes(Tensor output, Subject subject) {
        Shape shape = subject.batching() == Subject.Batching.NONE ? Shape.of(1).concat(output.shape()) : output.shape();
        if (shape.rank() < 2) {
            return List.of();
        }
        int rows = Math.toIntExact(shape.dim(0));
        int count = Math.toIntExact(shape.dim(1));
        int rest = Math.toIntExact(shape.slice(2, shape.rank()).size());
        float[] values = output.floats();
        List<Long> classes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] totals = new double[count];
            for (int i = 0; i < count * rest; i++) {
                totals[i / rest] += values[row * count * rest + i];
            }
            classes.add(largest(totals));
        }
        return classes;
    }

    private static long largest(double[] totals) {
        int best = 0;
        for (int i = 1; i < totals.length; i++) {
            best = totals[i] > totals[best] ? i : best;
        }
        return best;
    }
}
