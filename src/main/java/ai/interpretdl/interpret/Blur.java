package ai.interpretdl.interpret;

import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;

/** A Gaussian blur over the last two axes, as two matrix products. */
public final class Blur {
    private Blur() {}

    /** @param sigma standard deviation in pixels; the kernel is cut at 4 of them, and edges are repeated */
    public static Expr of(Expr x, double sigma) {
        int rank = x.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException(
                    "only inputs with height and width can be blurred, a row of this one is " + x.shape());
        }
        Expr rows = x.constant(matrix((int) x.shape().dim(-2), sigma, false)).matmul(x);
        return rows.matmul(x.constant(matrix((int) x.shape().dim(-1), sigma, true)));
    }

    private static Tensor matrix(int n, double sigma, boolean transposed) {
        float[] values = new float[n * n];
        int reach = (int) Math.ceil(4 * sigma);
        for (int i = 0; i < n; i++) {
            double total = 0;
            for (int d = -reach; d <= reach; d++) {
                total += Math.exp(-d * d / (2 * sigma * sigma));
            }
            for (int d = -reach; d <= reach; d++) {
                int j = Math.min(n - 1, Math.max(0, i + d));
                values[transposed ? j * n + i : i * n + j] += (float) (Math.exp(-d * d / (2 * sigma * sigma)) / total);
            }
        }
        return Tensor.of(values, n, n);
    }
}
