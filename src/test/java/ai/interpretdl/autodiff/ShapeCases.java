package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link ShapeGradients}: all are linear. */
final class ShapeCases {
    private ShapeCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(reshaped(), joined(), sliced(), padded(), repeated(), dequantized())
                .flatMap(List::stream)
                .map(GradientCase::linear);
    }

    private static List<GradientCase> reshaped() {
        return List.of(
                GradientCase.of("Reshape").input(2, 6).ints(3, -1),
                GradientCase.of("Flatten").input(2, 3, 2).with("axis", 2),
                GradientCase.of("Squeeze").input(2, 1, 3, 1).ints(1, -1),
                GradientCase.of("Squeeze").note("all").input(2, 1, 3, 1),
                GradientCase.of("Unsqueeze").input(2, 3).ints(0, -1),
                GradientCase.of("Transpose").input(2, 3, 4).with("perm", 2L, 0, 1),
                GradientCase.of("Transpose").note("backward").input(2, 3, 4),
                GradientCase.of("Identity")
                        .body((g, in) -> List.of(in.get(0), in.get(0)))
                        .input(2, 3),
                GradientCase.single("Cast").input(2, 3).with("to", (long) ElementType.DOUBLE.code()),
                GradientCase.of("DepthToSpace").input(2, 8, 2, 3).with("blocksize", 2),
                GradientCase.of("DepthToSpace")
                        .input(2, 8, 2, 3)
                        .with("blocksize", 2)
                        .with("mode", "CRD"),
                GradientCase.of("SpaceToDepth").input(2, 3, 4, 6).with("blocksize", 2),
                GradientCase.of("Trilu").input(3, 4),
                GradientCase.of("Trilu").input(2, 3, 4).known(Tensor.scalar(1L)).with("upper", 0),
                GradientCase.of("ReverseSequence").input(4, 3, 2).ints(2, 4, 1),
                GradientCase.of("ReverseSequence")
                        .input(3, 4, 2)
                        .ints(2, 4, 1)
                        .with("batch_axis", 0)
                        .with("time_axis", 1));
    }

    private static List<GradientCase> joined() {
        return List.of(
                GradientCase.of("Concat").input(2, 3).input(2, 1).input(2, 2).with("axis", 1),
                GradientCase.of("Concat").input(2, 3).input(1, 3).with("axis", -2),
                GradientCase.of("Split")
                        .input(2, 7)
                        .ints(3, 1, 3)
                        .with("axis", -1)
                        .outputs(3),
                GradientCase.of("Split")
                        .note("one part")
                        .input(5, 2)
                        .with("num_outputs", 3)
                        .outputs(3)
                        .observed(1));
    }

    private static List<GradientCase> sliced() {
        return List.of(
                slice("front").ints(0, 1).ints(2, 3),
                slice("back").ints(-2).ints(Long.MAX_VALUE).ints(-1),
                slice("steps").ints(1, 0).ints(6, 5).ints(1, 0).ints(2, 3),
                slice("steps that leave a rest").ints(0).ints(7).ints(1).ints(4),
                slice("one step").ints(2).ints(4).ints(1).ints(5),
                slice("backward").ints(-1).ints(Long.MIN_VALUE).ints(1).ints(-1),
                slice("backward from inside").ints(4).ints(0).ints(1).ints(-1),
                slice("backward in steps").ints(5, -1).ints(0, -100).ints(1, 0).ints(-2, -3),
                slice("nothing beside something")
                        .body((g, in) -> List.of(g.slice(in.get(0), 1, 3, 3), g.slice(in.get(0), 0, 1, 2))));
    }

    private static List<GradientCase> padded() {
        return List.of(
                GradientCase.of("Pad").input(2, 3).ints(1, 0, 2, 3),
                GradientCase.of("Pad")
                        .note("with a number")
                        .input(2, 3)
                        .ints(1, 0, 2, 3)
                        .input(),
                GradientCase.of("Pad").note("cut").input(4, 5).ints(-1, 1, 0, -2),
                GradientCase.of("Pad")
                        .note("cut, with a number")
                        .input(4, 5)
                        .ints(-1, 1, 0, -2)
                        .input(),
                GradientCase.of("Pad")
                        .note("axes")
                        .input(2, 3, 4)
                        .ints(1, 2)
                        .number(0)
                        .ints(-1),
                GradientCase.of("Pad").input(2, 3, 4).ints(0, 1, 3, 0, 2, 1).with("mode", "reflect"),
                GradientCase.of("Pad").note("line").input(5).ints(2, 3).with("mode", "reflect"),
                GradientCase.of("Pad").input(2, 3, 4).ints(0, 1, 3, 0, 2, 1).with("mode", "edge"),
                GradientCase.of("Pad").note("cut").input(2, 5).ints(0, -1, 1, 2).with("mode", "edge"));
    }

    private static List<GradientCase> repeated() {
        return List.of(
                GradientCase.of("Expand").input(3, 1).ints(2, 1, 4),
                GradientCase.of("Expand").note("number").input().ints(2, 3),
                GradientCase.of("Tile").input(2, 3).ints(3, 2),
                GradientCase.of("Tile").input(2, 3, 1).ints(1, 1, 4));
    }

    private static List<GradientCase> dequantized() {
        Tensor numbers = Tensor.of(ElementType.UINT8, new double[] {1, 5, 250, 0, 7, 128}, 2, 3);
        Tensor zeros = Tensor.of(ElementType.UINT8, new double[] {0, 3, 128}, 3);
        return List.of(
                GradientCase.single("DequantizeLinear").given(numbers).input(),
                GradientCase.single("DequantizeLinear")
                        .note("an axis")
                        .given(numbers)
                        .input(3)
                        .given(zeros));
    }

    private static GradientCase slice(String note) {
        return GradientCase.of("Slice").note(note).input(4, 7);
    }
}
