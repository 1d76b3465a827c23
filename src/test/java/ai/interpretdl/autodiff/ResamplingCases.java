package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link Resampling}: every mode of Resize. */
final class ResamplingCases {
    private ResamplingCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(coordinates(), rounding(), cubic(), smoothing(), others())
                .flatMap(List::stream)
                .map(GradientCase::linear);
    }

    private static List<GradientCase> coordinates() {
        return Stream.of("nearest", "linear", "cubic")
                .flatMap(mode -> Stream.of(
                                "half_pixel",
                                "pytorch_half_pixel",
                                "align_corners",
                                "asymmetric",
                                "half_pixel_symmetric",
                                "tf_crop_and_resize")
                        .flatMap(coordinate -> Stream.of(sized(mode, coordinate), scaled(mode, coordinate))))
                .toList();
    }

    private static List<GradientCase> rounding() {
        return Stream.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
                .map(rounding -> scaled("nearest", "half_pixel").with("nearest_mode", rounding))
                .toList();
    }

    private static List<GradientCase> cubic() {
        return List.of(
                scaled("cubic", "half_pixel").with("cubic_coeff_a", -0.5),
                scaled("cubic", "half_pixel").with("exclude_outside", 1),
                sized("cubic", "align_corners").with("exclude_outside", 1));
    }

    private static List<GradientCase> smoothing() {
        return Stream.of("linear", "cubic")
                .flatMap(mode ->
                        Stream.of(scales(mode, "half_pixel", 0.6f, 0.5f), scales(mode, "half_pixel", 0.4f, 1.7f)))
                .map(c -> c.with("antialias", 1))
                .toList();
    }

    private static List<GradientCase> others() {
        return List.of(
                scales("nearest", "asymmetric", 2, 3).note("whole number").with("nearest_mode", "floor"),
                GradientCase.single("Resize")
                        .note("some axes")
                        .input(1, 2, 3, 4)
                        .absent()
                        .absent()
                        .ints(5, 6)
                        .with("axes", 3, 2)
                        .with("mode", "linear"),
                GradientCase.single("Resize")
                        .note("not larger")
                        .input(1, 2, 4, 6)
                        .absent()
                        .absent()
                        .ints(7, 8)
                        .with("axes", 2, 3)
                        .with("mode", "linear")
                        .with("keep_aspect_ratio_policy", "not_larger"),
                GradientCase.single("Resize")
                        .note("not smaller")
                        .input(1, 2, 4, 6)
                        .absent()
                        .absent()
                        .ints(7, 8)
                        .with("axes", 2, 3)
                        .with("mode", "nearest")
                        .with("keep_aspect_ratio_policy", "not_smaller"),
                GradientCase.single("Resize")
                        .note("volume")
                        .input(1, 1, 2, 3, 2)
                        .absent()
                        .known(Tensor.of(new float[] {1, 1, 2, 1.5f, 2}, 5))
                        .with("mode", "linear"),
                GradientCase.single("Resize")
                        .note("a scale that changes no length")
                        .input(1, 1, 3, 3)
                        .absent()
                        .known(Tensor.of(new float[] {1, 1, 1.2f, 1}, 4))
                        .with("mode", "linear"));
    }

    private static GradientCase sized(String mode, String coordinate) {
        return resize(mode, coordinate).absent().ints(1, 2, 5, 3);
    }

    private static GradientCase scaled(String mode, String coordinate) {
        return scales(mode, coordinate, 1.6f, 0.7f);
    }

    private static GradientCase scales(String mode, String coordinate, float rows, float columns) {
        return resize(mode, coordinate).known(Tensor.of(new float[] {1, 1, rows, columns}, 4));
    }

    private static GradientCase resize(String mode, String coordinate) {
        GradientCase c = GradientCase.single("Resize")
                .note(mode + ", " + coordinate)
                .input(1, 2, 4, 5)
                .with("mode", mode)
                .with("coordinate_transformation_mode", coordinate);
        return coordinate.equals("tf_crop_and_resize")
                ? c.known(Tensor.of(new float[] {0, 0, 0.2f, 0.1f, 1, 1, 0.8f, 1.2f}, 8))
                : c.absent();
    }
}
