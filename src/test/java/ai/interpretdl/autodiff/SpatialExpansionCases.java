package ai.interpretdl.autodiff;

import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.tensor.Tensor;
import java.util.stream.Stream;

/** Cases of {@link SpatialExpansions}. */
final class SpatialExpansionCases {
    private SpatialExpansionCases() {}

    static Stream<ExpansionCase> all() {
        return Stream.of(columns(), crops(), unpooled(), grids(), windows(), transforms())
                .flatMap(cases -> cases);
    }

    private static Stream<ExpansionCase> columns() {
        return Stream.of(
                col2Im("side by side").input(1, 8, 6).ints(4, 6).ints(2, 2).with("strides", 2, 2),
                col2Im("overlapping").input(2, 8, 20).ints(5, 6).ints(2, 2),
                col2Im("pads")
                        .input(1, 4, 35)
                        .ints(5, 6)
                        .ints(2, 2)
                        .with("pads", 1L, 1, 0, 1)
                        .with("strides", 1, 1),
                col2Im("dilations").input(1, 4, 9).ints(5, 6).ints(2, 2).with("dilations", 2, 3),
                col2Im("volume").input(1, 10, 12).ints(3, 4, 5).ints(1, 1, 5));
    }

    private static ExpansionCase col2Im(String note) {
        return ExpansionCase.of("Col2Im", 18).note(note);
    }

    private static Stream<ExpansionCase> crops() {
        return Stream.of(
                ExpansionCase.of("CenterCropPad", 18)
                        .note("both")
                        .input(5, 4, 6)
                        .ints(2, 7, 6),
                ExpansionCase.of("CenterCropPad", 18)
                        .note("axes")
                        .input(5, 4, 6)
                        .ints(9, 3)
                        .with("axes", -1, 0),
                ExpansionCase.of("Pad", 19)
                        .note("around the corner")
                        .input(3, 4)
                        .ints(1, 3, 2, 0)
                        .with("mode", "wrap"),
                ExpansionCase.of("Pad", 19)
                        .note("edge")
                        .stays()
                        .input(3, 4)
                        .ints(1, 5, 2, 0)
                        .with("mode", "edge"));
    }

    private static Stream<ExpansionCase> unpooled() {
        Tensor places = Tensor.of(new long[] {5, 7, 13, 14}, 1, 1, 2, 2);
        return Stream.of(
                ExpansionCase.of("MaxUnpool", 11)
                        .input(1, 1, 2, 2)
                        .input(places)
                        .with("kernel_shape", 2, 2)
                        .with("strides", 2, 2),
                ExpansionCase.of("MaxUnpool", 11)
                        .note("larger")
                        .input(1, 1, 2, 2)
                        .input(places)
                        .ints(1, 1, 5, 6)
                        .with("kernel_shape", 2, 2)
                        .with("strides", 2, 2));
    }

    private static Stream<ExpansionCase> grids() {
        return Stream.of(
                ExpansionCase.of("AffineGrid", 20).input(2, 2, 3).ints(2, 3, 4, 5),
                ExpansionCase.of("AffineGrid", 20)
                        .note("corners")
                        .input(2, 2, 3)
                        .ints(2, 3, 4, 5)
                        .with("align_corners", 1),
                ExpansionCase.of("AffineGrid", 20).note("volume").input(1, 3, 4).ints(1, 1, 2, 3, 4),
                ExpansionCase.of("GridSample", 20)
                        .note("linear")
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(1, 3, 3, 2)
                        .with("mode", "linear"),
                ExpansionCase.of("GridSample", 20)
                        .note("cubic")
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(1, 3, 3, 2)
                        .with("mode", "cubic"),
                ExpansionCase.of("GridSample", 20)
                        .note("volume")
                        .input(1, 2, 3, 4, 5)
                        .input(1, 2, 3, 3, 3)
                        .with("mode", "linear"),
                ExpansionCase.of("GridSample", 20)
                        .note("volume, nearest")
                        .input(1, 2, 3, 4, 5)
                        .input(1, 2, 3, 3, 3)
                        .with("mode", "nearest")
                        .with("padding_mode", "border"));
    }

    private static Stream<ExpansionCase> windows() {
        return Stream.of(
                transposed("even pads")
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(2, 3, 3, 3)
                        .with("pads", 1L, 1, 1, 1),
                transposed("uneven pads")
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(2, 3, 3, 3)
                        .input(3)
                        .with("pads", 0L, 1, 2, 0),
                transposed("uneven pads, longer output")
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(2, 3, 3, 3)
                        .input(3)
                        .with("strides", 2, 2)
                        .with("output_padding", 1, 1)
                        .with("pads", 0L, 1, 0, 2),
                transposed("output shape")
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(2, 3, 3, 3)
                        .with("strides", 2, 2)
                        .with("output_shape", 8, 8),
                ExpansionCase.of("AveragePool", 19)
                        .note("with holes")
                        .stays()
                        .input(1, 2, 6, 6)
                        .with("kernel_shape", 2, 2)
                        .with("dilations", 2, 3),
                ExpansionCase.of("AveragePool", 19)
                        .note("without holes")
                        .stays()
                        .input(1, 2, 6, 6)
                        .with("kernel_shape", 2, 2)
                        .with("dilations", 1, 1),
                ExpansionCase.of("DeformConv", 19)
                        .stays()
                        .input(1, 2, 4, 4)
                        .input(3, 2, 2, 2)
                        .input(1, 8, 3, 3));
    }

    private static ExpansionCase transposed(String note) {
        return ExpansionCase.of("ConvTranspose", 11).note(note);
    }

    private static Stream<ExpansionCase> transforms() {
        return Stream.of(
                ExpansionCase.of("DFT", 17).stays().input(2, 5, 1).with("axis", 1),
                ExpansionCase.of("DFT", 20).stays().input(2, 3, 5, 1).note("usual axis"),
                ExpansionCase.of("DFT", 20)
                        .note("given axis")
                        .stays()
                        .input(2, 3, 5, 1)
                        .known(Tensor.scalar(4L))
                        .known(Tensor.scalar(1L)),
                ExpansionCase.of("DFT", 20)
                        .note("one side")
                        .stays()
                        .input(2, 6, 1)
                        .with("onesided", Attribute.of(1)));
    }
}
