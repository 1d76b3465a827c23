package ai.interpretdl.onnx;

import ai.interpretdl.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

    /**
     * Resize of version 10: asymmetric; the nearest value is the one before where an axis grows, the one behind where it shrinks. Where
     * both may happen, what shrinks goes first.
     */
    static void first(Lifting l) {
        String scales = l.node().input(1);
        double[] known = l.constant(1).map(Tensor::doubles).orElse(new double[] {0.5, 2});
        boolean shrinks = Arrays.stream(known).anyMatch(scale -> scale < 1);
        boolean grows = Arrays.stream(known).anyMatch(scale -> scale > 1);
        if (isLinear(l) || !shrinks || !grows) {
            write(l, scales, shrinks ? "ceil" : "floor");
            return;
        }
        String one = l.constant(Tensor.scalar(1f));
        List<String> shrinking = List.of(l.node().input(0), "", l.add("Min", scales, one));
        String shrunk = l.add("Resize", shrinking, attributes(l, "ceil"));
        l.finish("Resize", List.of(shrunk, "", l.add("Max", scales, one)), attributes(l, "floor"));
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

    /**
     * A mode for nearest values only is said by others. It starts from z = (x + 0.5) / s, half_pixel from h = z - 0.5, so that
     * floor(z) is h rounded with halves up, and z rounded with halves down is ceil(h).
     */
    private static Map<String, Attribute> mode(Lifting l) {
        boolean obsolete = l.node().text("coordinate_transformation_mode", "").equals("tf_half_pixel_for_nn");
        if (!obsolete) {
            return l.node().attributes();
        }
        String nearest = switch (l.node().text("nearest_mode", "round_prefer_floor")) {
            case "floor" -> "round_prefer_ceil";
            case "round_prefer_floor" -> "ceil";
            default -> throw l.noEquivalent();
        };
        return Map.of(
                "coordinate_transformation_mode", Attribute.of("half_pixel"), "nearest_mode", Attribute.of(nearest));
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
