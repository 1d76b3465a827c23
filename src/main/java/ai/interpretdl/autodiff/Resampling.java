package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Resize, in every mode: a linear map along each axis, learnt by resizing an identity matrix. */
final class Resampling {
    private Resampling() {}

    /** dX = A₀ᵀ … dY … Aₙ. */
    static Value transposed(GraphBuilder g, Operation resize, Value dy) {
        Value gradient = dy;
        int[] axes = axes(resize);
        for (int i = 0; i < axes.length; i++) {
            gradient = map(g, resize, axes, i).transposed(g, gradient, axes[i]);
        }
        return gradient;
    }

    /** The axes that the other inputs speak of. */
    private static int[] axes(Operation o) {
        int rank = o.input(0).rank();
        long[] axes = o.integers("axes", 0, 0);
        return axes.length == 0
                ? IntStream.range(0, rank).toArray()
                : Arrays.stream(axes)
                        .mapToInt(a -> (int) (a < 0 ? a + rank : a))
                        .toArray();
    }

    private static AxisMap map(GraphBuilder g, Operation o, int[] axes, int i) {
        long before = o.input(0).dim(axes[i]);
        long after = o.output(0).dim(axes[i]);
        boolean crop = o.text("coordinate_transformation_mode", "half_pixel").equals("tf_crop_and_resize");
        boolean scaled = isGiven(o, 2);
        if (before == after && !crop && (!scaled || o.known(2).doubles()[i] == 1)) {
            return AxisMap.taking(
                    before, IntStream.range(0, (int) before).asLongStream().toArray());
        }
        Map<String, Attribute> attributes = new HashMap<>(o.attributes());
        attributes.keySet().removeAll(Set.of("axes", "keep_aspect_ratio_policy"));
        attributes.put("extrapolation_value", Attribute.of(0f));
        Value identity = g.constant(AxisMap.identity(ElementType.FLOAT, before));
        Value roi = crop ? g.constant(roi(o, i, axes.length)) : Value.ABSENT;
        if (scaled) {
            Tensor scales = Tensor.of(new float[] {1, o.known(2).floats()[i]}, 2);
            return new AxisMap(g.evaluate("Resize", attributes, identity, roi, g.constant(scales)));
        }
        if (!o.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            return withPolicy(g, o, axes, i, attributes);
        }
        return new AxisMap(g.evaluate("Resize", attributes, identity, roi, Value.ABSENT, g.ints(before, after)));
    }

    /** The whole first axis, and the part of this one. */
    private static Tensor roi(Operation o, int i, int axes) {
        float[] roi = o.known(1).floats();
        float[] part = {0, roi[i], 1, roi[i + axes]};
        return o.input(1).type() == ElementType.FLOAT
                ? Tensor.of(part, 4)
                : Tensor.of(o.input(1).type(), new double[] {part[0], part[1], part[2], part[3]}, 4);
    }

    /** One scale for all axes: the axis that sets it is resized along. */
    private static AxisMap withPolicy(
            GraphBuilder g, Operation o, int[] axes, int i, Map<String, Attribute> attributes) {
        long[] sizes = o.known(3).longs();
        double sign = o.text("keep_aspect_ratio_policy", "stretch").equals("not_larger") ? 1 : -1;
        int leading = IntStream.range(0, axes.length)
                .boxed()
                .min(Comparator.comparingDouble(
                        k -> sign * sizes[k] / o.input(0).dim(axes[k])))
                .orElseThrow();
        attributes.put("axes", Attribute.ofInts(2, 3));
        attributes.put("keep_aspect_ratio_policy", Attribute.of(o.text("keep_aspect_ratio_policy", "")));
        long n = o.input(0).dim(axes[i]);
        Shape probe = Shape.of(n, 1, n, o.input(0).dim(axes[leading]));
        Value unit = g.constant(AxisMap.identity(ElementType.FLOAT, n).reshape(n, 1, n, 1));
        Tensor columns = g.evaluate("Expand", Map.of(), unit, g.ints(probe.dims()));
        Value asked = g.ints(sizes[i], sizes[leading]);
        Tensor resized = g.evaluate("Resize", attributes, g.constant(columns), Value.ABSENT, Value.ABSENT, asked);
        int width = Math.toIntExact(resized.shape().dim(3));
        float[] all = resized.floats();
        float[] first = new float[all.length / width];
        IntStream.range(0, first.length).forEach(k -> first[k] = all[k * width]);
        return new AxisMap(Tensor.of(first, n, resized.shape().dim(2)));
    }

    private static boolean isGiven(Operation o, int input) {
        return o.has(input) && o.input(input).shape().size() > 0;
    }
}
