package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.stream.IntStream;

/** The sliding window of a convolution or pooling, with {@code auto_pad} resolved to numbers. One entry a spatial axis. */
final class Windows {
    /** Lengths of the window, distances between windows, distances between the elements of one. */
    final long[] kernel;

    final long[] strides;
    final long[] dilations;

    /** Padding at the start and at the end of each axis, and the number of windows. */
    final long[] before;

    final long[] behind;
    final long[] outputs;

    private Windows(long[] kernel, long[] strides, long[] dilations, long[] before, long[] behind, long[] outputs) {
        this.kernel = kernel;
        this.strides = strides;
        this.dilations = dilations;
        this.before = before;
        this.behind = behind;
        this.outputs = outputs;
    }

    int axes() {
        return kernel.length;
    }

    /** How far a window reaches on an axis. */
    long reach(int axis) {
        return dilations[axis] * (kernel[axis] - 1) + 1;
    }

    static Windows of(Operation o) {
        Shape x = o.input(0).shape();
        int axes = x.rank() - 2;
        long[] kernel = o.operator().equals("Conv")
                ? o.input(1).shape().slice(2, axes + 2).dims()
                : o.integers("kernel_shape", axes, 1);
        long[] strides = o.integers("strides", axes, 1);
        long[] dilations = o.integers("dilations", axes, 1);
        long[] before = new long[axes];
        long[] behind = new long[axes];
        long[] outputs = new long[axes];
        boolean ceil = o.integer("ceil_mode", 0) == 1;
        long[] pads = o.integers("pads", 2 * axes, 0);
        String auto = o.text("auto_pad", "NOTSET");
        for (int i = 0; i < axes; i++) {
            long n = x.dim(i + 2);
            long reach = dilations[i] * (kernel[i] - 1) + 1;
            if (auto.startsWith("SAME")) {
                outputs[i] = (n + strides[i] - 1) / strides[i];
                long total = Math.max(0, (outputs[i] - 1) * strides[i] + reach - n);
                before[i] = auto.equals("SAME_UPPER") ? total / 2 : (total + 1) / 2;
                behind[i] = total - before[i];
            } else {
                before[i] = auto.equals("NOTSET") ? pads[i] : 0;
                behind[i] = auto.equals("NOTSET") ? pads[i + axes] : 0;
                outputs[i] = windows(n, reach, strides[i], before[i], behind[i], ceil);
            }
        }
        return new Windows(kernel, strides, dilations, before, behind, outputs);
    }

    /** A last window that would start in the padding is left out, as ONNX Runtime and PyTorch do. */
    private static long windows(long n, long reach, long stride, long before, long behind, boolean ceil) {
        long room = n + before + behind - reach;
        long count = (ceil ? -Math.floorDiv(-room, stride) : Math.floorDiv(room, stride)) + 1;
        return ceil && (count - 1) * stride >= n + before ? count - 1 : count;
    }

    Shape convolved(Operation o) {
        return Shape.of(o.input(0).dim(0), o.input(1).dim(0)).concat(Shape.of(outputs));
    }

    Shape pooled(Operation o) {
        return o.input(0).shape().slice(0, 2).concat(Shape.of(outputs));
    }

    /** The shape that a ConvTranspose writes. */
    static Shape transposed(Operation o) {
        Shape x = o.input(0).shape();
        Shape w = o.input(1).shape();
        int axes = x.rank() - 2;
        long[] strides = o.integers("strides", axes, 1);
        long[] dilations = o.integers("dilations", axes, 1);
        long[] extra = o.integers("output_padding", axes, 0);
        long[] pads = o.integers("pads", 2 * axes, 0);
        long[] given = o.integers("output_shape", 0, 0);
        String auto = o.text("auto_pad", "NOTSET");
        long[] spatial = IntStream.range(0, axes)
                .mapToLong(i -> {
                    if (given.length > 0) {
                        return given[given.length - axes + i];
                    }
                    if (auto.startsWith("SAME")) {
                        return x.dim(i + 2) * strides[i];
                    }
                    return strides[i] * (x.dim(i + 2) - 1)
                            + extra[i]
                            + dilations[i] * (w.dim(i + 2) - 1)
                            + 1
                            - pads[i]
                            - pads[i + axes];
                })
                .toArray();
        return Shape.of(x.dim(0), w.dim(1) * o.integer("group", 1)).concat(Shape.of(spatial));
    }
}
