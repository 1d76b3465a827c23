package ai.interpretdl.interpret.layer;

import ai.interpretdl.program.Expr;
import ai.interpretdl.program.Extent;
import ai.interpretdl.tensor.Tensor;
import java.util.Optional;

/** How a map is brought to the height and width of the input: as two matrix products. */
public enum Upsampling {
    /** Not at all: the map keeps the layer's cells. */
    NONE,
    /** Pixel centres correspond, as in OpenCV and PyTorch. */
    BILINEAR,
    /** Each pixel is as its cell. */
    NEAREST;

    /** Maps {@code […, h, w]} at the height and width of a picture; what is not spatial stays as it is. */
    public Expr toInput(Expr map, Expr input) {
        Optional<Extent> picture = Extent.of(input.shape());
        boolean spatial = this != NONE && picture.isPresent() && map.shape().rank() >= 2;
        return spatial
                ? to(
                        map,
                        Math.toIntExact(picture.get().height()),
                        Math.toIntExact(picture.get().width()))
                : map;
    }

    /** The last two axes at another height and width. */
    private Expr to(Expr map, int height, int width) {
        Tensor rows = matrix((int) map.shape().dim(-2), height, false);
        Tensor columns = matrix((int) map.shape().dim(-1), width, true);
        return map.constant(rows).matmul(map).matmul(map.constant(columns));
    }

    private Tensor matrix(int from, int to, boolean transposed) {
        float[] values = new float[from * to];
        for (int i = 0; i < to; i++) {
            double at = this == NEAREST ? i * from / to : Math.max(0, (i + 0.5) * from / to - 0.5);
            int low = Math.min(from - 1, (int) at);
            int high = Math.min(from - 1, low + 1);
            float share = (float) (at - low);
            values[transposed ? low * to + i : i * from + low] += 1 - share;
            values[transposed ? high * to + i : i * from + high] += share;
        }
        return transposed ? Tensor.of(values, from, to) : Tensor.of(values, to, from);
    }
}
