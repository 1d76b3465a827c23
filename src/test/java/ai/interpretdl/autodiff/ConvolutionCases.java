package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link ConvolutionGradients}: input, weights and bias, in one to three dimensions. */
final class ConvolutionCases {
    private ConvolutionCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(forward(), automatic(), transposed(), transposedAutomatic())
                .flatMap(List::stream);
    }

    private static List<GradientCase> forward() {
        return List.of(
                conv("line", 2, 3, 7).input(4, 3, 3).input(4),
                conv("strided line", 2, 3, 8).input(4, 3, 3).input(4).with("strides", Attribute.ofInts(2)),
                conv("pads", 2, 3, 5, 4).input(4, 3, 3, 3).input(4).with("pads", 1L, 1, 1, 1),
                conv("one pixel", 2, 3, 5, 4).input(4, 3, 1, 1),
                conv("one pixel, strided", 2, 3, 5, 4).input(4, 3, 1, 1).with("strides", 2, 2),
                conv("strides", 1, 2, 7, 6).input(3, 2, 3, 2).with("strides", 2, 3),
                conv("strides that leave a rest", 1, 2, 8, 6).input(3, 2, 3, 3).with("strides", 3, 2),
                conv("strides and pads", 2, 2, 6, 6)
                        .input(3, 2, 3, 3)
                        .with("strides", 2, 2)
                        .with("pads", 1L, 1, 1, 1),
                conv("dilations", 1, 2, 8, 7).input(2, 2, 3, 2).with("dilations", 2, 3),
                conv("uneven pads", 1, 2, 5, 5).input(2, 2, 3, 3).with("pads", 2L, 0, 1, 3),
                conv("uneven pads, strides", 1, 2, 6, 5)
                        .input(2, 2, 3, 3)
                        .with("pads", 0L, 1, 1, 0)
                        .with("strides", 2, 2),
                conv("pads wider than the kernel", 1, 1, 3, 3).input(2, 1, 2, 2).with("pads", 3L, 2, 2, 3),
                conv("groups", 2, 4, 4, 4).input(6, 2, 3, 3).input(6).with("group", 2),
                conv("depthwise", 2, 3, 5, 5)
                        .input(3, 1, 3, 3)
                        .input(3)
                        .with("group", 3)
                        .with("pads", 1L, 1, 1, 1),
                conv("depthwise, strided", 1, 3, 6, 6)
                        .input(3, 1, 3, 3)
                        .with("group", 3)
                        .with("strides", 2, 2),
                conv("depthwise, twice as wide", 1, 2, 4, 4).input(4, 1, 3, 3).with("group", 2),
                conv("volume", 1, 2, 4, 5, 4).input(3, 2, 2, 3, 2).input(3).with("strides", 1L, 2, 1));
    }

    private static List<GradientCase> automatic() {
        return Stream.of("SAME_UPPER", "SAME_LOWER", "VALID")
                .flatMap(auto -> Stream.of(
                        conv(auto, 1, 2, 6, 5).input(2, 2, 3, 2).with("auto_pad", auto),
                        conv(auto + ", strided", 1, 2, 6, 7)
                                .input(2, 2, 3, 2)
                                .with("auto_pad", auto)
                                .with("strides", 2, 3)))
                .toList();
    }

    private static List<GradientCase> transposed() {
        return List.of(
                transpose("line", 2, 3, 4).input(3, 2, 3).input(2).with("strides", Attribute.ofInts(2)),
                transpose("plain", 2, 3, 4, 3).input(3, 2, 3, 2).input(2),
                transpose("strides", 1, 3, 3, 3).input(3, 2, 3, 2).input(2).with("strides", 2, 3),
                transpose("pads", 1, 2, 4, 4)
                        .input(2, 2, 3, 3)
                        .with("strides", 2, 2)
                        .with("pads", 1L, 1, 1, 1),
                transpose("longer output", 1, 2, 3, 3)
                        .input(2, 2, 3, 3)
                        .with("strides", 2, 2)
                        .with("output_padding", 1, 1),
                transpose("longer output, pads", 1, 2, 3, 3)
                        .input(2, 2, 3, 3)
                        .with("strides", 2, 2)
                        .with("pads", 1L, 1, 1, 1)
                        .with("output_padding", 1, 1),
                transpose("uneven pads", 1, 2, 4, 4)
                        .input(2, 2, 3, 3)
                        .with("strides", 2, 2)
                        .with("pads", 0L, 1, 2, 0),
                transpose("dilations", 1, 2, 4, 3).input(2, 2, 3, 2).with("dilations", 2, 3),
                transpose("groups", 2, 4, 3, 3).input(4, 3, 2, 2).input(6).with("group", 2),
                transpose("depthwise", 1, 3, 3, 3)
                        .input(3, 1, 3, 3)
                        .with("group", 3)
                        .with("strides", 2, 2),
                transpose("output shape", 1, 2, 3, 3)
                        .input(2, 2, 3, 3)
                        .with("strides", 2, 2)
                        .with("output_shape", 6, 5),
                transpose("volume", 1, 2, 3, 2, 3).input(2, 3, 2, 2, 2).input(3).with("strides", 1L, 2, 1));
    }

    private static List<GradientCase> transposedAutomatic() {
        return Stream.of("SAME_UPPER", "SAME_LOWER")
                .flatMap(auto -> Stream.of(
                        transpose(auto, 1, 2, 3, 4)
                                .input(2, 2, 3, 4)
                                .with("auto_pad", auto)
                                .with("strides", 2, 3),
                        transpose(auto + ", dense", 1, 2, 3, 4)
                                .input(2, 2, 4, 2)
                                .with("auto_pad", auto),
                        transpose(auto + ", given", 1, 2, 3, 3)
                                .input(2, 2, 3, 3)
                                .with("auto_pad", auto)
                                .with("strides", 2, 2)
                                .with("output_shape", 6, 5)))
                .toList();
    }

    private static GradientCase conv(String note, long... dims) {
        return GradientCase.single("Conv").note(note).input(dims);
    }

    private static GradientCase transpose(String note, long... dims) {
        return GradientCase.single("ConvTranspose").note(note).input(dims);
    }
}
