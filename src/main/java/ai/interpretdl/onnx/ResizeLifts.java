package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The forerunners of the present Resize. */
final class ResizeLifts {
    private ResizeLifts() {}

    /** Upsample: scales were attributes, then one attribute, then an input. */
    static void upsample(Lifting l) {
        Node node = l.node();
        if (l.from() >= 9) {
            write(l, node.input(1), "floor");
        } else if (node.attributes().containsKey("scales")) {
            write(l, l.inputsAnd("scales").get(1), "floor");
        } else {
            float[] scales = {1, 1, node.number("height_scale", 1), node.number("width_scale", 1)};
            write(l, l.constant(Tensor.of(scales, scales.length)), "floor");
        }
    }

    /** Resize of version 10: asymmetric; the nearest value is the one before where an axis grows, the one behind where it shrinks. */
    static void first(Lifting l) {
        String scales = l.node().input(1);
        Optional<double[]> known = l.constant(1).map(Tensor::doubles);
        boolean shrinks = known.isPresent() && exists(known.get(), scale -> 1 - scale);
        boolean grows = known.isEmpty() || exists(known.get(), scale -> scale - 1);
        if (isLinear(l) || !shrinks || !grows) {
            write(l, scales, shrinks ? "ceil" : "floor");
            return;
        }
        String shrunk = l.add(
                "Resize",
                List.of(l.node().input(0), "", scales(l, known.get(), scale -> Math.min(scale, 1))),
                attributes(l, "ceil"));
        String growing = scales(l, known.get(), scale -> Math.max(scale, 1));
        l.finish("Resize", List.of(shrunk, "", growing), attributes(l, "floor"));
    }

    /** Resize of versions 11 to 17: scales that do not count are left out, and so is the mode that another one says as well. */
    static void second(Lifting l) {
        Node node = l.node();
        boolean crops =
                node.text("coordinate_transformation_mode", "half_pixel").equals("tf_crop_and_resize");
        String roi = crops ? node.input(1) : "";
        List<String> inputs = node.input(3).isEmpty()
                ? List.of(node.input(0), roi, node.input(2))
                : List.of(node.input(0), roi, "", node.input(3));
        l.finish("Resize", inputs, mode(l));
    }

    /** floor((x + 0.5) / s) is (x + 0.5) / s - 0.5, rounded with halves up. */
    private static Map<String, Attribute> mode(Lifting l) {
        boolean obsolete = l.node().text("coordinate_transformation_mode", "").equals("tf_half_pixel_for_nn");
        if (!obsolete) {
            return l.node().attributes();
        }
        if (!l.node().text("nearest_mode", "").equals("floor")) {
            throw l.noEquivalent();
        }
        return Map.of(
                "coordinate_transformation_mode", Attribute.of("half_pixel"),
                "nearest_mode", Attribute.of("round_prefer_ceil"));
    }

    private static boolean exists(double[] scales, DoubleUnaryOperator excess) {
        for (double scale : scales) {
            if (excess.applyAsDouble(scale) > 0) {
                return true;
            }
        }
        return false;
    }

    private static String scales(Lifting l, double[] scales, DoubleUnaryOperator change) {
        float[] changed = new float[scales.length];
        for (int i = 0; i < scales.length; i++) {
            changed[i] = (float) change.applyAsDouble(scales[i]);
        }
        return l.constant(Tensor.of(changed, changed.length));
    }

    private static void write(Lifting l, String scales, String nearest) {
        l.finish("Resize", List.of(l.node().input(0), "", scales), attributes(l, nearest));
    }

    private static Map<String, Attribute> attributes(Lifting l, String nearest) {
        return Map.of(
                "mode", Attribute.of(isLinear(l) ? "linear" : "nearest"),
                "coordinate_transformation_mode", Attribute.of("asymmetric"),
                "nearest_mode", Attribute.of(nearest));
    }

    private static boolean isLinear(Lifting l) {
        return l.node().text("mode", "nearest").endsWith("linear");
    }
}
