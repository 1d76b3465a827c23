package ai.interpretdl.interpret.input;

import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Samples;
import ai.interpretdl.tensor.Tensor;

/**
 * A point of a quadrature on [0, 1], as a sample.
 *
 * @param axis the points
 * @param alpha where it lies
 * @param weight how much it counts
 */
public record Point(Samples axis, Expr alpha, Expr weight) {
    public static Point of(Explained f, Quadrature quadrature, int steps) {
        Samples axis = f.samples(steps);
        return new Point(axis, numbers(f, quadrature.points(steps), axis), numbers(f, quadrature.weights(steps), axis));
    }

    private static Expr numbers(Explained f, double[] values, Samples axis) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return f.row(Tensor.of(floats, floats.length), axis);
    }
}
