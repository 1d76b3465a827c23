package ai.interpretdl.interpret;

import ai.interpretdl.program.Explained;
import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.tensor.ElementType;

/**
 * A Gaussian blur over the last two axes, of pictures {@code [H, W, C]} over the first two, as two matrix products whose kernels are made in the graph, so that every sample may have its own
 * width. At the edges the part of a kernel that lies inside is scaled up to 1.
 */
public final class Blur {
    /** Keeps a kernel of width 0 the identity. */
    private static final double TINY = 1e-12;

    private Blur() {}

    /** @param sigma standard deviation in pixels, FLOAT {@code []}, 0 or more */
    public static Expr of(Explained f, Expr x, Expr sigma) {
        int rank = x.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException(
                    "only inputs with height and width can be blurred, a row of this one is " + x.shape());
        }
        if (Extent.colours(x.shape()).orElse(0) == 2) {
            return overLastTwo(f, x.transpose(2, 0, 1), sigma).transpose(1, 2, 0);
        }
        return overLastTwo(f, x, sigma);
    }

    private static Expr overLastTwo(Explained f, Expr x, Expr sigma) {
        Expr rows = kernel(f, x.shape().dim(-2), sigma).matmul(x);
        return rows.matmul(kernel(f, x.shape().dim(-1), sigma).transpose(1, 0));
    }

    /** Entry [i, j] is exp(-(i - j)² / 2σ²), each row summing to 1: {@code [n, n]}. */
    private static Expr kernel(Explained f, long n, Expr sigma) {
        Expr places = f.range(n).cast(ElementType.FLOAT);
        Expr distance = places.reshape(n, 1).minus(places.reshape(1, n));
        Expr width = sigma.square().times(2).plus(TINY).reshape(1, 1);
        Expr weights = distance.square().negate().over(width).exp();
        return weights.over(weights.reduce("ReduceSum", true, 1));
    }
}
