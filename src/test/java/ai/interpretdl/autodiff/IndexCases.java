package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link IndexGradients}. */
final class IndexCases {
    private IndexCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(gather(), gatherNd(), elements(), scatterElements(), scatterNd(), determinant())
                .flatMap(List::stream);
    }

    private static List<GradientCase> gather() {
        return Stream.of(
                        gather("one").known(Tensor.scalar(-1L)).with("axis", 1),
                        gather("in a row").ints(1, 2),
                        gather("once").ints(2, -3).with("axis", 1),
                        gather("all, in another order").ints(2, 0, 1).with("axis", 1),
                        gather("repeated").known(longs(2, 1, -1, 1, 0)).with("axis", -1),
                        gather("fed").given(longs(2, 0, 2, -1, 1, 1, 0)),
                        gather("fed, inner axis").given(longs(2, 1, -1, 1, 0)).with("axis", 1),
                        gather("fed as int32")
                                .given(Tensor.of(new int[] {1, 1, -2}, 3))
                                .with("axis", 2),
                        GradientCase.single("Gather")
                                .note("float32")
                                .input(4, 3)
                                .given(longs(1, 3, 3, -4, 3)))
                .map(GradientCase::linear)
                .toList();
    }

    private static List<GradientCase> gatherNd() {
        return Stream.of(
                        GradientCase.of("GatherND").input(3, 4, 2).given(longs(3, 0, 1, 2, -1, 0, 1)),
                        GradientCase.of("GatherND").note("rows").input(3, 4, 2).given(longs(2, 2, -3)),
                        GradientCase.of("GatherND").note("all").input(3, 4).given(longs(2, 0, 1, 0, 1)),
                        GradientCase.of("GatherND").note("known").input(3, 4).known(longs(2, 0, 1, 2, -1)),
                        GradientCase.single("GatherND").input(3, 4, 2).given(longs(3, 0, 1, 2, -1, 0, 1)),
                        GradientCase.of("GatherND")
                                .note("batch")
                                .input(2, 3, 4)
                                .given(longs(2, 2, -1))
                                .with("batch_dims", 1),
                        GradientCase.of("GatherND")
                                .note("two batch axes")
                                .input(2, 2, 3, 2)
                                .given(Tensor.of(new long[] {0, 1, 1, 0, 2, 0, 2, 0}, 2, 2, 2, 1))
                                .with("batch_dims", 2))
                .map(GradientCase::linear)
                .toList();
    }

    private static List<GradientCase> elements() {
        return List.of(
                GradientCase.of("GatherElements")
                        .input(3, 4)
                        .given(longs(2, 2, 0, 1, -1, 2, 2, 0, 0))
                        .linear(),
                GradientCase.of("GatherElements")
                        .input(3, 4)
                        .given(longs(3, 2, 0, 1, -1, 2, 2))
                        .with("axis", 1)
                        .linear(),
                topK().ints(2),
                topK().ints(3).with("axis", 0).with("largest", 0),
                topK().ints(2).with("axis", 1).with("sorted", 0));
    }

    private static GradientCase topK() {
        return GradientCase.of("TopK").input(Values.apart(), 4, 5).outputs(2).homogeneous(1);
    }

    private static List<GradientCase> scatterElements() {
        Tensor once = longs(2, 0, 2, -1, 1, 3, 0);
        Tensor often = longs(2, 0, 2, 0, 0, 2, 0);
        return List.of(
                elements("none", Values.away(0))
                        .given(once)
                        .input(2, 3)
                        .with("axis", 0)
                        .linear(),
                elements("none", Values.away(0))
                        .given(once)
                        .input(2, 3)
                        .with("axis", 1)
                        .linear(),
                elements("add", Values.away(0))
                        .given(often)
                        .input(2, 3)
                        .with("axis", 1)
                        .linear(),
                elements("mul", Values.away(0))
                        .given(often)
                        .input(Values.away(0), 2, 3)
                        .with("axis", 1),
                elements("max", Values.exactly(spaced(16, 0.3)))
                        .given(often)
                        .input(Values.exactly(spaced(6, 1.1)), 2, 3),
                elements("min", Values.exactly(spaced(16, 0.3)))
                        .given(often)
                        .input(Values.exactly(spaced(6, 1.1)), 2, 3));
    }

    private static GradientCase elements(String reduction, Values values) {
        return GradientCase.of("ScatterElements")
                .note(reduction)
                .with("reduction", reduction)
                .input(values, 4, 4);
    }

    private static List<GradientCase> scatterNd() {
        Tensor once = longs(2, 2, 0);
        Tensor often = longs(2, 2, 2);
        return List.of(
                rows("none", Values.away(0)).given(once).input(2, 3).linear(),
                rows("none", Values.away(0))
                        .given(longs(2, 0, 1, -1, 2))
                        .input(2)
                        .linear(),
                rows("add", Values.away(0)).given(often).input(2, 3).linear(),
                rows("mul", Values.away(0)).given(often).input(Values.away(0), 2, 3),
                rows("max", Values.exactly(spaced(12, 0.3))).given(often).input(Values.exactly(spaced(6, 1.1)), 2, 3),
                rows("min", Values.exactly(spaced(12, 0.3))).given(often).input(Values.exactly(spaced(6, 1.1)), 2, 3));
    }

    private static GradientCase rows(String reduction, Values values) {
        return GradientCase.of("ScatterND")
                .note(reduction)
                .with("reduction", reduction)
                .input(values, 4, 3);
    }

    private static List<GradientCase> determinant() {
        return List.of(
                GradientCase.single("Det").input(2, 3, 3).homogeneous(3),
                GradientCase.single("Det")
                        .note("singular")
                        .input(Values.exactly(1, 2, 2, 4), 2, 2)
                        .homogeneous(2),
                GradientCase.single("Det").note("numbers").input(4, 1, 1).linear());
    }

    /** Alternating in sign and growing: no two of the same size, and none near one of another such list. */
    private static double[] spaced(int count, double unit) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (i % 2 == 0 ? 1 : -1) * unit * (i % 7 + 0.4);
        }
        return numbers;
    }

    private static Tensor longs(int rows, long... values) {
        return Tensor.of(values, rows, values.length / rows);
    }

    private static GradientCase gather(String note) {
        return GradientCase.of("Gather").note(note).input(3, 4, 3);
    }
}
