package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link PoolingGradients}. */
final class PoolingCases {
    private PoolingCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(maximum(), average(), norm(), global()).flatMap(List::stream);
    }

    private static List<GradientCase> maximum() {
        return List.of(
                max("side by side", 2, 2, 4, 4).with("kernel_shape", 2, 2).with("strides", 2, 2),
                max("overlapping", 1, 2, 5, 5).with("kernel_shape", 3, 3).with("strides", 2, 2),
                max("dense", 1, 2, 4, 4).with("kernel_shape", 2, 3),
                max("pads", 1, 2, 5, 5)
                        .with("kernel_shape", 3, 3)
                        .with("strides", 2, 2)
                        .with("pads", 1L, 1, 1, 1),
                max("uneven pads", 1, 2, 4, 5).with("kernel_shape", 3, 3).with("pads", 0L, 1, 2, 0),
                max("rounded up", 1, 2, 6, 5)
                        .with("kernel_shape", 3, 2)
                        .with("strides", 2, 2)
                        .with("ceil_mode", 1),
                max("dilations", 1, 1, 6, 6).with("kernel_shape", 2, 2).with("dilations", 2, 3),
                max("columns first", 2, 2, 4, 5).with("kernel_shape", 2, 2).with("storage_order", 1),
                max("SAME_UPPER", 1, 2, 5, 5)
                        .with("kernel_shape", 2, 2)
                        .with("strides", 2, 2)
                        .with("auto_pad", "SAME_UPPER"),
                max("SAME_LOWER", 1, 2, 5, 5)
                        .with("kernel_shape", 2, 2)
                        .with("strides", 2, 2)
                        .with("auto_pad", "SAME_LOWER"),
                max("line", 2, 3, 7).with("kernel_shape", Attribute.ofInts(3)).with("strides", Attribute.ofInts(2)),
                max("volume", 1, 2, 4, 4, 4).with("kernel_shape", 2, 2, 2).with("strides", 2L, 1, 2));
    }

    private static List<GradientCase> average() {
        return Stream.of(0, 1)
                .flatMap(padding -> Stream.of(
                                average("side by side", 2, 2, 5, 4)
                                        .with("kernel_shape", 2, 2)
                                        .with("strides", 2, 2),
                                average("overlapping", 1, 2, 5, 6)
                                        .with("kernel_shape", 3, 3)
                                        .with("strides", 2, 2),
                                average("dense", 1, 2, 5, 5)
                                        .with("kernel_shape", 3, 2)
                                        .with("pads", 1L, 0, 1, 1),
                                average("pads", 1, 2, 5, 5)
                                        .with("kernel_shape", 3, 3)
                                        .with("strides", 2, 2)
                                        .with("pads", 1L, 1, 1, 1),
                                average("rounded up", 1, 2, 6, 5)
                                        .with("kernel_shape", 3, 2)
                                        .with("strides", 2, 2)
                                        .with("ceil_mode", 1),
                                average("rounded up, pads", 1, 2, 6, 5)
                                        .with("kernel_shape", 3, 3)
                                        .with("strides", 3, 2)
                                        .with("pads", 1L, 0, 1, 1)
                                        .with("ceil_mode", 1),
                                average("SAME_UPPER", 1, 2, 5, 5)
                                        .with("kernel_shape", 2, 3)
                                        .with("strides", 2, 2)
                                        .with("auto_pad", "SAME_UPPER"),
                                average("SAME_LOWER", 1, 2, 5, 5)
                                        .with("kernel_shape", 2, 3)
                                        .with("strides", 2, 2)
                                        .with("auto_pad", "SAME_LOWER"),
                                average("line", 2, 3, 7)
                                        .with("kernel_shape", Attribute.ofInts(3))
                                        .with("strides", Attribute.ofInts(2)),
                                average("volume", 1, 2, 4, 4, 4)
                                        .with("kernel_shape", 2, 2, 2)
                                        .with("strides", 2L, 1, 2))
                        .map(c -> c.with("count_include_pad", (long) padding)))
                .toList();
    }

    private static List<GradientCase> norm() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(p -> Stream.of(
                                lp("LpPool", 1, 2, 4, 4)
                                        .with("kernel_shape", 2, 2)
                                        .with("strides", 2, 2),
                                lp("LpPool", 1, 2, 5, 5)
                                        .with("kernel_shape", 3, 3)
                                        .with("strides", 2, 2)
                                        .with("pads", 1L, 1, 1, 1),
                                lp("LpPool", 1, 1, 6, 6)
                                        .with("kernel_shape", 2, 2)
                                        .with("dilations", 2, 3),
                                lp("GlobalLpPool", 2, 2, 3, 3))
                        .map(c -> c.with("p", p).homogeneous(1)))
                .toList();
    }

    private static List<GradientCase> global() {
        return List.of(
                GradientCase.single("GlobalMaxPool")
                        .input(Values.apart(), 2, 2, 3, 3)
                        .homogeneous(1),
                GradientCase.single("GlobalMaxPool")
                        .input(Values.apart(), 2, 2, 5)
                        .homogeneous(1),
                GradientCase.single("GlobalAveragePool").input(2, 3, 3, 2).linear(),
                GradientCase.single("GlobalAveragePool").input(2, 3, 4).linear());
    }

    private static GradientCase max(String note, long... dims) {
        return GradientCase.of("MaxPool")
                .note(note)
                .outputs(2)
                .input(Values.apart(), dims)
                .homogeneous(1);
    }

    private static GradientCase average(String note, long... dims) {
        return GradientCase.single("AveragePool").note(note).input(dims).linear();
    }

    private static GradientCase lp(String operator, long... dims) {
        return GradientCase.single(operator).input(Values.away(0), dims);
    }
}
