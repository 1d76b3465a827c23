package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cases of what reads pictures between their pixels: {@link GridSampling}, {@link RoiAligning}, {@link RoiPooling}, {@link Deformation}.
 */
final class SamplingCases {
    private SamplingCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(grids(), boxes(), pools(), deformed()).flatMap(List::stream);
    }

    private static List<GradientCase> grids() {
        return Stream.of("bilinear", "nearest", "bicubic")
                .flatMap(mode -> Stream.of("zeros", "border", "reflection")
                        .flatMap(padding -> Stream.of(0L, 1L).map(corners -> grid(mode, padding, corners))))
                .toList();
    }

    /** A picture of 4 by 5 pixels; grid points on both sides of its borders, none near a line of pixels or a border. */
    private static GradientCase grid(String mode, String padding, long corners) {
        GradientCase c = GradientCase.single("GridSample")
                .note(mode + " " + padding + " " + corners)
                .with("mode", mode)
                .with("padding_mode", padding)
                .with("align_corners", corners)
                .input(2, 2, 4, 5);
        Values between = points(corners == 1, 5, 4);
        return mode.equals("nearest") ? c.frozen(between, 2, 2, 2, 2).linear() : c.input(between, 2, 2, 2, 2);
    }

    private static Values points(boolean corners, double width, double height) {
        double[] places = {0.3, 1.7, 2.4, -0.7, 3.3, 0.6, -1.35, 2.35, 1.3, 1.6, 4.7, 3.65, 2.3, 0.7, 5.4, -2.3};
        double[] grid = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double length = i % 2 == 0 ? width : height;
            grid[i] = corners ? 2 * places[i] / (length - 1) - 1 : (2 * places[i] + 1) / length - 1;
        }
        return Values.exactly(grid);
    }

    private static List<GradientCase> boxes() {
        return List.of(
                        roi("average").input(2, 2, 5, 6).input(corners(), 2, 4),
                        roi("average of unmoved pixels")
                                .input(2, 2, 5, 6)
                                .input(corners(), 2, 4)
                                .with("coordinate_transformation_mode", "output_half_pixel"),
                        roi("scaled").input(2, 2, 5, 6).input(corners(), 2, 4).with("spatial_scale", 0.5),
                        roi("maximum")
                                .input(Values.apart(), 2, 2, 5, 6)
                                .frozen(corners(), 2, 4)
                                .with("mode", "max"))
                .stream()
                .map(c -> c.given(Tensor.of(new long[] {1, 0}, 2)))
                .toList();
    }

    /** Two boxes, one reaching over the border; the points they read are not near a line of pixels. */
    private static Values corners() {
        return Values.exactly(0.63, 1.3, 3.41, 3.6, 2.23, -1.31, 7.12, 2.94);
    }

    private static GradientCase roi(String note) {
        return GradientCase.single("RoiAlign")
                .note(note)
                .with("output_height", 2)
                .with("output_width", 3)
                .with("sampling_ratio", 2);
    }

    private static List<GradientCase> pools() {
        Values boxes = Values.exactly(1, 0, 1, 3, 4, 0, 2, -2, 8, 3, 0, 1, 1, 1, 1);
        return Stream.of(1.0, 0.6)
                .map(scale -> GradientCase.single("MaxRoiPool")
                        .note("scaled by " + scale)
                        .input(Values.apart(), 2, 2, 5, 6)
                        .frozen(boxes, 3, 5)
                        .with("pooled_shape", 2, 3)
                        .with("spatial_scale", scale)
                        .homogeneous(1))
                .toList();
    }

    private static List<GradientCase> deformed() {
        return List.of(
                deform("plain", 1, 2, 5, 5).input(3, 2, 2, 2).input(offsets(), 1, 8, 4, 4),
                deform("bias and mask", 1, 2, 4, 4)
                        .input(2, 2, 2, 2)
                        .input(offsets(), 1, 8, 3, 3)
                        .input(2)
                        .input(1, 4, 3, 3),
                deform("strides, dilations and pads", 1, 1, 6, 5)
                        .input(1, 1, 2, 2)
                        .input(offsets(), 1, 8, 4, 3)
                        .with("strides", 2, 2)
                        .with("dilations", 1, 2)
                        .with("pads", 1L, 1, 2, 1),
                deform("groups", 2, 4, 3, 3)
                        .input(4, 2, 2, 2)
                        .input(offsets(), 2, 16, 2, 2)
                        .with("group", 2)
                        .with("offset_group", 2));
    }

    /** Taps move by less than two pixels and end between pixels. */
    private static Values offsets() {
        return Values.away(-2, -1, 0, 1, 2);
    }

    private static GradientCase deform(String note, long... dims) {
        return GradientCase.single("DeformConv").note(note).opset(19).input(dims);
    }
}
