package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;
import ai.interpretdl.tensor.Tensor;

/** Resizes maps bilinearly, as two matrix products; pixel centres correspond, as in OpenCV and PyTorch. */
final class Upsampling {
    private Upsampling() {}

    /** The map {@code [h, w]} at the height and width of an input {@code [C, H, W]}; others stay as they are. */
    static Expr toInput(Expr map, Expr x) {
        Expr input = x.get(0);
        boolean spatial = map.shape().rank() == 2 && input.shape().rank() == 3;
        return spatial ? of(map, (int) input.shape().dim(1), (int) input.shape().dim(2)) : map;
    }

    /** The last two axes at another height and width. */
    static Expr of(Expr map, int height, int width) {
        int rank = map.shape().rank();
        Expr rows = map.constant(matrix((int) map.shape().dim(rank - 2), height, false))
                .matmul(map);
        return rows.matmul(map.constant(matrix((int) map.shape().dim(rank - 1), width, true)));
    }

    private static Tensor matrix(int from, int to, boolean transposed) {
        float[] values = new float[from * to];
        for (int i = 0; i < to; i++) {
            double at = Math.max(0, (i + 0.5) * from / to - 0.5);
            int low = Math.min(from - 1, (int) at);
            int high = Math.min(from - 1, low + 1);
            float share = (float) (at - low);
            values[transposed ? low * to + i : i * from + low] += 1 - share;
            values[transposed ? high * to + i : i * from + high] += share;
        }
        return transposed ? Tensor.of(values, from, to) : Tensor.of(values, to, from);
    }
}
