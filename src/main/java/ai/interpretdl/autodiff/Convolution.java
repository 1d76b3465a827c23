package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The form that is linear in each of three things: {@code Σ narrow[m, i] · w[m, c, k] · wide[c, s·i + d·k − b]}. Differentiated by the
 * narrow side it is a Conv, by the wide side a ConvTranspose, by w the gradient of a kernel. Each is the derivative of the others.
 *
 * <p>Where pads differ between both ends of an axis, ConvTranspose has no CUDA kernel; it is written without pads and cut afterwards.
 *
 * @param kernel lengths of w, one a spatial axis
 * @param strides s, elements of the wide side from one of the narrow side to the next
 * @param dilations d, elements of the wide side from one of the kernel to the next
 * @param before b, pads before the wide side
 * @param group groups of channels that do not see each other
 */
record Convolution(long[] kernel, long[] strides, long[] dilations, long[] before, long group) {
    /** The one that a Conv computes. */
    static Convolution of(Operation conv) {
        Windows w = Windows.of(conv);
        return new Convolution(w.kernel, w.strides, w.dilations, w.before, conv.integer("group", 1));
    }

    /** The one that slides a pooling window over each channel alone. */
    static Convolution pooling(Windows w) {
        return new Convolution(w.kernel, w.strides, w.dilations, w.before, 1);
    }

    /** The one whose wide side a ConvTranspose computes. Pads that its attributes leave open follow from the output's shape. */
    static Convolution ofTransposed(Operation o, Shape output) {
        int axes = output.rank() - 2;
        long[] kernel = o.input(1).shape().slice(2, axes + 2).dims();
        long[] strides = o.integers("strides", axes, 1);
        long[] dilations = o.integers("dilations", axes, 1);
        long[] extra = o.integers("output_padding", axes, 0);
        String auto = o.text("auto_pad", "NOTSET");
        boolean open = auto.startsWith("SAME") || o.attributes().containsKey("output_shape");
        long[] before = auto.equals("VALID") ? new long[axes] : o.integers("pads", 2 * axes, 0);
        for (int i = 0; open && i < axes; i++) {
            long full = strides[i] * (o.input(0).dim(i + 2) - 1) + extra[i] + dilations[i] * (kernel[i] - 1) + 1;
            long total = Math.max(0, full - output.dim(i + 2));
            before[i] = auto.equals("SAME_UPPER") ? total / 2 : (total + 1) / 2;
        }
        return new Convolution(kernel, strides, dilations, Arrays.copyOf(before, axes), o.integer("group", 1));
    }

    private int axes() {
        return kernel.length;
    }

    private long reach(int axis) {
        return dilations[axis] * (kernel[axis] - 1) + 1;
    }

    /** The length of the wide side that {@code narrow} elements touch. */
    long touched(int axis, long narrow) {
        return strides[axis] * (narrow - 1) + reach(axis);
    }

    /** narrow[m, i] = Σ w[m, c, k] · wide[c, s·i + d·k − b], a Conv that writes {@code lengths} elements a spatial axis. */
    Value narrow(GraphBuilder g, Value wide, Value w, Shape lengths) {
        long[] pads = new long[2 * axes()];
        long[] cut = new long[2 * axes()];
        for (int i = 0; i < axes(); i++) {
            long behind = touched(i, lengths.dim(i)) - wide.dim(i + 2) - before[i];
            pads[i] = Math.max(0, before[i]);
            pads[i + axes()] = Math.max(0, behind);
            cut[i] = Math.min(0, before[i]);
            cut[i + axes()] = behind > -strides[i] ? 0 : behind;
        }
        return g.op("Conv", attributes(pads), padded(g, wide, cut), w);
    }

    /** wide[c, s·i + d·k − b] = Σ w[m, c, k] · narrow[m, i], a ConvTranspose that writes {@code lengths} elements a spatial axis. */
    Value wide(GraphBuilder g, Value narrow, Value w, Shape lengths) {
        long[] extra = new long[axes()];
        long[] cut = new long[2 * axes()];
        for (int i = 0; i < axes(); i++) {
            extra[i] = lengths.dim(i) + 2 * before[i] - touched(i, narrow.dim(i + 2));
            cut[i] = -before[i];
            cut[i + axes()] = lengths.dim(i) + before[i] - touched(i, narrow.dim(i + 2));
        }
        boolean even = IntStream.range(0, axes()).allMatch(i -> extra[i] >= 0 && extra[i] < strides[i]);
        if (!even) {
            return padded(g, g.op("ConvTranspose", attributes(new long[2 * axes()]), narrow, w), cut);
        }
        Map<String, Attribute> attributes = new java.util.HashMap<>(attributes(both(before)));
        attributes.put("output_padding", Attribute.ofInts(extra));
        return g.op("ConvTranspose", attributes, narrow, w);
    }

    /** The same for strides of one as a Conv: of the kernel turned around in space, and from narrow to wide channels. */
    Value wideByTurning(GraphBuilder g, Value narrow, Value w, Shape lengths) {
        long[] around = IntStream.range(0, axes())
                .mapToLong(i -> reach(i) - 1 - before[i])
                .toArray();
        return new Convolution(kernel, strides, dilations, around, group).narrow(g, narrow, turned(g, w), lengths);
    }

    boolean isDense() {
        return Arrays.stream(strides).allMatch(s -> s == 1);
    }

    /** [M, C/g, k…] as [C, M/g, −k…]; operations on constants, which the runtime folds when it loads the graph. */
    private Value turned(GraphBuilder g, Value w) {
        long m = w.dim(0) / group;
        long c = w.dim(1);
        Shape lengths = Shape.of(kernel);
        int[] exchange = IntStream.range(0, axes() + 3).toArray();
        exchange[1] = 2;
        exchange[2] = 1;
        Value grouped = g.reshape(w, Shape.of(group, m, c).concat(lengths));
        Value exchanged = m == 1 || c == 1 ? grouped : g.transpose(grouped, exchange);
        Value joined = g.reshape(exchanged, Shape.of(group * c, m).concat(lengths));
        return g.reverse(joined, IntStream.range(2, axes() + 2).toArray());
    }

    /**
     * w[m, c, k] = Σ narrow[m, i] · wide[c, s·i + d·k − b], one product of matrices for each k: a Conv whose kernel is as large as a picture
     * would find no good kernel anywhere.
     *
     * @return [M, C/g, k…]
     */
    Value weights(GraphBuilder g, Value wide, Value narrow) {
        long[] pads = new long[2 * axes()];
        for (int i = 0; i < axes(); i++) {
            pads[i] = before[i];
            pads[i + axes()] = touched(i, narrow.dim(i + 2)) - wide.dim(i + 2) - before[i];
        }
        Value padded = padded(g, wide, pads);
        Value left = grouped(g, narrow);
        Shape matrix = Shape.of(narrow.dim(1), wide.dim(1) / group, 1);
        List<Value> products = new ArrayList<>();
        for (long[] k : offsets()) {
            Value right = g.swap(grouped(g, seen(g, padded, k, narrow.shape())), 1, 2);
            products.add(g.reshape(g.matmul(left, right), matrix));
        }
        return g.reshape(g.concat(2, products), matrix.slice(0, 2).concat(Shape.of(kernel)));
    }

    /** What one element of the kernel meets on the wide side, as many elements as the narrow side has. */
    private Value seen(GraphBuilder g, Value padded, long[] offset, Shape narrow) {
        int axes = axes();
        boolean everything = IntStream.range(0, axes).allMatch(i -> kernel[i] == 1 && strides[i] == 1);
        if (everything) {
            return padded;
        }
        long[] starts = IntStream.range(0, axes)
                .mapToLong(i -> offset[i] * dilations[i])
                .toArray();
        long[] ends = IntStream.range(0, axes)
                .mapToLong(i -> starts[i] + strides[i] * (narrow.dim(i + 2) - 1) + 1)
                .toArray();
        long[] list = IntStream.range(0, axes).mapToLong(i -> i + 2).toArray();
        return g.op("Slice", padded, g.ints(starts), g.ints(ends), g.ints(list), g.ints(strides));
    }

    /** [N, g·c, …] as [g, c, N·…]. */
    private Value grouped(GraphBuilder g, Value x) {
        long channels = x.dim(1) / group;
        Value split = g.reshape(
                x, x.dim(0), group, channels, x.shape().slice(2, x.rank()).size());
        Value first = x.dim(0) == 1 ? split : g.transpose(split, 1, 2, 0, 3);
        return g.reshape(first, group, channels, x.shape().size() / x.dim(1));
    }

    /** The positions in the kernel, row by row. */
    private List<long[]> offsets() {
        List<long[]> offsets = List.of(new long[0]);
        for (long length : kernel) {
            offsets = offsets.stream()
                    .flatMap(front -> java.util.stream.LongStream.range(0, length)
                            .mapToObj(k -> {
                                long[] longer = Arrays.copyOf(front, front.length + 1);
                                longer[front.length] = k;
                                return longer;
                            }))
                    .toList();
        }
        return offsets;
    }

    private Map<String, Attribute> attributes(long[] pads) {
        return Map.of(
                "kernel_shape",
                Attribute.ofInts(kernel),
                "strides",
                Attribute.ofInts(strides),
                "dilations",
                Attribute.ofInts(dilations),
                "pads",
                Attribute.ofInts(pads),
                "group",
                Attribute.of(group));
    }

    private static long[] both(long[] pads) {
        return java.util.stream.LongStream.concat(Arrays.stream(pads), Arrays.stream(pads))
                .toArray();
    }

    /** Pads or cuts the spatial axes. */
    private static Value padded(GraphBuilder g, Value x, long[] pads) {
        int axes = pads.length / 2;
        long[] before = new long[x.rank()];
        long[] behind = new long[x.rank()];
        System.arraycopy(pads, 0, before, 2, axes);
        System.arraycopy(pads, axes, behind, 2, axes);
        return g.pad(x, before, behind);
    }
}
