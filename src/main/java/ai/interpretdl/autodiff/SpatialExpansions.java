package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators on pictures that are newer than our version, or have no CUDA kernel as they are. */
final class SpatialExpansions {
    static final Map<String, Expansion> TABLE = Map.of(
            "ConvTranspose", SpatialExpansions::convTranspose,
            "AveragePool", SpatialExpansions::averagePool,
            "DeformConv", SpatialExpansions::deformConv,
            "Col2Im", SpatialExpansions::col2Im,
            "CenterCropPad", SpatialExpansions::centerCropPad,
            "Pad", SpatialExpansions::pad,
            "MaxUnpool", SpatialExpansions::maxUnpool,
            "AffineGrid", SpatialExpansions::affineGrid,
            "GridSample", SpatialExpansions::gridSample,
            "DFT", SpatialExpansions::dft);

    private SpatialExpansions() {}

    /** Pads that differ between both ends have no CUDA kernel: they are cut off afterwards. */
    private static List<Value> convTranspose(GraphBuilder g, Inlining.Call call) {
        List<Value> plain = call.plain();
        Value y = plain.get(0);
        Operation o = y.operation().orElseThrow();
        int axes = y.rank() - 2;
        long[] strides = o.integers("strides", axes, 1);
        long[] extra = o.integers("output_padding", axes, 0);
        Convolution c = Convolution.ofTransposed(o, y.shape());
        long[] before = new long[y.rank()];
        long[] behind = new long[y.rank()];
        for (int i = 0; i < axes; i++) {
            before[i + 2] = -c.before()[i];
            behind[i + 2] =
                    y.dim(i + 2) + c.before()[i] - c.touched(i, o.input(0).dim(i + 2)) - extra[i];
        }
        boolean cut = Arrays.stream(behind).allMatch(b -> b <= 0);
        if (Arrays.equals(before, behind) || !cut) {
            return plain;
        }
        Map<String, Attribute> attributes = Map.of(
                "strides", Attribute.ofInts(strides),
                "dilations", Attribute.ofInts(c.dilations()),
                "output_padding", Attribute.ofInts(extra),
                "group", Attribute.of(c.group()));
        Value whole = g.op("ConvTranspose", attributes, call.inputs().toArray(Value[]::new));
        return List.of(g.pad(whole, before, behind));
    }

    /** Windows with holes came with version 19. */
    private static List<Value> averagePool(GraphBuilder g, Inlining.Call call) {
        if (Arrays.stream(call.integers("dilations")).anyMatch(d -> d != 1)) {
            g.require("", 19);
            return call.plain();
        }
        return call.plain(call.inputs(), without(call, "dilations"));
    }

    private static List<Value> deformConv(GraphBuilder g, Inlining.Call call) {
        g.require("", 19);
        return call.plain();
    }

    /** Columns are put where a kernel that holds a single 1 for each puts them. */
    private static List<Value> col2Im(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        Shape image = Shape.of(call.known(1).longs());
        Shape block = Shape.of(call.known(2).longs());
        int axes = image.rank();
        long[] pads = call.integers("pads", repeated(2 * axes, 0));
        long[] strides = call.integers("strides", repeated(axes, 1));
        long[] dilations = call.integers("dilations", repeated(axes, 1));
        long[] places = IntStream.range(0, axes)
                .mapToLong(i ->
                        (image.dim(i) + pads[i] + pads[i + axes] - dilations[i] * (block.dim(i) - 1) - 1) / strides[i]
                                + 1)
                .toArray();
        long taps = block.size();
        long pictures = x.shape().size() / taps / Shape.of(places).size();
        Value one = g.constant(AxisMap.identity(x.type(), taps));
        Value kernel = g.reshape(one, Shape.of(taps, 1).concat(block));
        Convolution c = new Convolution(block.dims(), strides, dilations, Arrays.copyOf(pads, axes), 1);
        Value columns = g.reshape(x, Shape.of(pictures, taps).concat(Shape.of(places)));
        Value y = c.wide(g, columns, kernel, image);
        return List.of(g.reshape(y, Shape.of(x.dim(0), x.dim(1) / taps).concat(image)));
    }

    private static long[] repeated(int count, long value) {
        return LongStream.generate(() -> value).limit(count).toArray();
    }

    /** An odd element goes behind. */
    private static List<Value> centerCropPad(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        long[] lengths = call.known(1).longs();
        long[] axes = call.integers("axes");
        long[] before = new long[x.rank()];
        long[] behind = new long[x.rank()];
        for (int i = 0; i < lengths.length; i++) {
            int axis = (int) (axes.length == 0 ? i : axes[i] < 0 ? axes[i] + x.rank() : axes[i]);
            long more = lengths[i] - x.dim(axis);
            before[axis] = more / 2;
            behind[axis] = more - more / 2;
        }
        return List.of(g.pad(x, before, behind));
    }

    /** Going round the corner came with version 19: elements are picked in that order. */
    private static List<Value> pad(GraphBuilder g, Inlining.Call call) {
        if (!call.text("mode", "constant").equals("wrap")) {
            return call.plain();
        }
        Value x = call.in(0);
        long[] pads = ReshapeShapes.padding(
                new Operation("", "Pad", call.inputs(), call.node().attributes(), Map.of()));
        Value y = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            long n = x.dim(axis);
            long[] places = LongStream.range(-pads[axis], n + pads[axis + x.rank()])
                    .map(i -> Math.floorMod(i, n))
                    .toArray();
            y = places.length == n && pads[axis] == 0 ? y : g.gather(y, g.ints(places), axis);
        }
        return List.of(y);
    }

    /** Elements go back to where a MaxPool found them; places count through the whole picture, however large it is said to be. */
    private static List<Value> maxUnpool(GraphBuilder g, Inlining.Call call) {
        Value x = call.in(0);
        Shape to = call.has(2) ? Shape.of(call.known(2).longs()) : unpooled(call);
        Value zeros = g.expand(g.number(x, 0), Shape.of(to.size()));
        Value places = g.reshape(call.in(1), x.shape().size());
        return List.of(g.reshape(
                g.op("ScatterElements", zeros, places, g.reshape(x, x.shape().size())), to));
    }

    private static Shape unpooled(Inlining.Call call) {
        Shape x = call.in(0).shape();
        int axes = x.rank() - 2;
        long[] kernel = call.integers("kernel_shape");
        long[] strides = call.integers("strides", repeated(axes, 1));
        long[] pads = call.integers("pads", repeated(2 * axes, 0));
        long[] lengths = IntStream.range(0, axes)
                .mapToLong(i -> (x.dim(i + 2) - 1) * strides[i] + kernel[i] - pads[i] - pads[i + axes])
                .toArray();
        return x.slice(0, 2).concat(Shape.of(lengths));
    }

    /** A grid of coordinates between -1 and 1, times a matrix for each picture. */
    private static List<Value> affineGrid(GraphBuilder g, Inlining.Call call) {
        Value theta = call.in(0);
        Shape lengths = Shape.of(call.known(1).longs());
        Shape spatial = lengths.slice(2, lengths.rank());
        int axes = spatial.rank();
        boolean corners = call.integer("align_corners", 0) == 1;
        Value grid = g.numbers(theta, Shape.of(spatial.size(), axes + 1), k -> {
            int column = k % (axes + 1);
            return column == axes ? 1 : coordinate(spatial, k / (axes + 1), axes - 1 - column, corners);
        });
        Value y = g.matmul(grid, g.swap(theta, 1, 2));
        return List.of(g.reshape(y, Shape.of(theta.dim(0)).concat(spatial).concat(Shape.of(axes))));
    }

    private static double coordinate(Shape spatial, long point, int axis, boolean corners) {
        long n = spatial.dim(axis);
        long at = point / spatial.slice(axis + 1, spatial.rank()).size() % n;
        return corners ? (n == 1 ? -1 : 2.0 * at / (n - 1) - 1) : (2.0 * at + 1) / n - 1;
    }

    /** Version 20 renamed the modes; volumes, which came with it, are spelled out. */
    private static List<Value> gridSample(GraphBuilder g, Inlining.Call call) {
        String mode = switch (call.text("mode", "bilinear")) {
            case "linear", "bilinear" -> "bilinear";
            case "cubic", "bicubic" -> "bicubic";
            default -> "nearest";
        };
        Map<String, Attribute> attributes = new HashMap<>(call.node().attributes());
        attributes.put("mode", Attribute.of(mode));
        return call.in(0).rank() == 4
                ? call.plain(call.inputs(), attributes)
                : List.of(
                        GridSampling.spelled(g, new Operation("", "GridSample", call.inputs(), attributes, Map.of())));
    }

    /** Since version 20 the axis is an input. */
    private static List<Value> dft(GraphBuilder g, Inlining.Call call) {
        if (call.node().attributes().containsKey("axis")
                || call.caller().model().opset() < 20) {
            return call.plain();
        }
        Map<String, Attribute> attributes = new HashMap<>(call.node().attributes());
        attributes.put("axis", Attribute.of(call.has(2) ? call.known(2).longs()[0] : -2));
        Value length = call.has(1) ? g.cast(call.in(1), ElementType.INT64) : Value.ABSENT;
        return call.plain(call.has(1) ? List.of(call.in(0), length) : List.of(call.in(0)), attributes);
    }

    private static Map<String, Attribute> without(Inlining.Call call, String attribute) {
        return call.node().without(Set.of(attribute)).attributes();
    }
}
