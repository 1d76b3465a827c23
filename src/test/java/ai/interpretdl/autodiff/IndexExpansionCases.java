package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.util.stream.Stream;

/** Cases of {@link IndexExpansions}. */
final class IndexExpansionCases {
    private IndexExpansionCases() {}

    static Stream<ExpansionCase> all() {
        return Stream.of(casts(), picks(), accumulations()).flatMap(cases -> cases);
    }

    private static Stream<ExpansionCase> casts() {
        return Stream.of(ExpansionCase.of("Cast", 19)
                .note("with saturation")
                .stays()
                .input(2, 3)
                .with("to", (long) ElementType.INT64.code())
                .with("saturate", 1));
    }

    private static Stream<ExpansionCase> picks() {
        Tensor condition = Tensor.of(new boolean[] {false, true, true}, 3);
        return Stream.of(
                ExpansionCase.of("Compress", 11).input(2, 3).known(condition).with("axis", -1),
                ExpansionCase.of("Compress", 11).note("of all").input(2, 3).known(condition),
                ExpansionCase.of("Scatter", 10)
                        .input(3, 3)
                        .input(Tensor.of(new long[] {2, 0}, 1, 2))
                        .input(1, 2)
                        .with("axis", 1));
    }

    private static Stream<ExpansionCase> accumulations() {
        Tensor positions = Tensor.of(new long[] {1, 3}, 2);
        return Stream.of(
                ExpansionCase.of("TensorScatter", 24)
                        .input(2, 5, 3)
                        .input(2, 2, 3)
                        .input(positions),
                ExpansionCase.of("TensorScatter", 24)
                        .note("from the start")
                        .input(2, 3, 5, 2)
                        .input(2, 3, 2, 2),
                ExpansionCase.of("TensorScatter", 24)
                        .note("in circles")
                        .input(2, 4, 3)
                        .input(2, 2, 3)
                        .input(positions)
                        .with("mode", "circular"),
                ExpansionCase.of("CumProd", 26).input(3, 5).known(Tensor.scalar(1L)),
                ExpansionCase.of("CumProd", 26)
                        .note("backward")
                        .input(3, 5)
                        .known(Tensor.scalar(-1L))
                        .with("reverse", 1),
                ExpansionCase.of("CumProd", 26)
                        .note("of others")
                        .input(3, 5)
                        .known(Tensor.scalar(0L))
                        .with("exclusive", 1));
    }
}
