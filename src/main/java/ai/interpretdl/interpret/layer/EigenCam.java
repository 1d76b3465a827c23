package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;

/**
 * A layer's maps, projected onto their first principal component: what most of them agree on, whatever the target.
 *
 * <p>Muhammad and Yeasin, 2020, arXiv:2008.00299, equations 2 and 3: with O the cells {@code [h·w, C]} and O = UΣVᵀ, the map is
 * O v₁ = σ₁u₁. Its sign, which the decomposition leaves open, is such that it sums to a positive number. One forward pass; u₁ comes from
 * OOᵀ, or v₁ from OᵀO where that is smaller, squared {@value #SQUARINGS} times: after these the second component has shrunk to
 * (σ₂/σ₁) to the power of 2 to the {@value #SQUARINGS} + 1.
 *
 * @param view layer and form of the map
 */
public record EigenCam(MapView view) implements ClassActivationMap {
    private static final int SQUARINGS = 12;

    @Override
    public String name() {
        return "eigen-cam";
    }

    @Override
    public boolean needsWay() {
        return false;
    }

    @Override
    public Expr map(Maps maps) {
        Expr a = maps.activation();
        long channels = a.shape().dim(0);
        long count = a.shape().size() / channels;
        Expr flat = a.reshape(channels, count);
        Expr map = channels <= count ? byChannels(flat) : byCells(flat);
        Expr sign = map.sum().less(0).where(map.zeros().plus(-1), map.zeros().plus(1));
        return map.times(sign).reshape(a.shape().slice(1, a.shape().rank()).dims());
    }

    /** v₁ᵀA, of A {@code [C, cells]}. */
    private static Expr byChannels(Expr a) {
        return largest(a.matmul(a.transpose(1, 0))).matmul(a);
    }

    /** u₁ times the length of A u₁. */
    private static Expr byCells(Expr a) {
        Expr u = largest(a.transpose(1, 0).matmul(a));
        return u.times(a.matmul(u.transpose(1, 0)).square().sum().sqrt());
    }

    /** The eigenvector {@code [1, n]} of the largest eigenvalue of a symmetric matrix, which is not negative. */
    private static Expr largest(Expr matrix) {
        Expr power = normed(matrix);
        for (int i = 0; i < SQUARINGS; i++) {
            power = normed(power.matmul(power));
        }
        // Now u uᵀ: every column is a multiple of u, and the one with the largest diagonal the best of them.
        Expr lengths = power.square().reduce("ReduceSum", true, 0);
        Expr longest = lengths.equalTo(lengths.reduce("ReduceMax", true, 1));
        Expr column =
                longest.where(power, power.zeros()).reduce("ReduceSum", true, 1).transpose(1, 0);
        return column.overOrZero(column.square().sum().sqrt());
    }

    /** Divided by its largest element, so that squares stay within range. */
    private static Expr normed(Expr matrix) {
        return matrix.overOrZero(matrix.abs().max(new int[0]));
    }
}
