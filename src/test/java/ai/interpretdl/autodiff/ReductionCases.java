package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link ReductionGradients}. */
final class ReductionCases {
    private static final List<String> OF_ANY = List.of(
            "ReduceSum",
            "ReduceMean",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMin");

    private ReductionCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(
                        OF_ANY.stream().flatMap(operator -> axes(operator, Values.apart())),
                        axes("ReduceLogSum", Values.between(0.5, 2)),
                        axes("ReduceProd", Values.between(-2, 2)),
                        products(),
                        running())
                .flatMap(cases -> cases);
    }

    private static Stream<GradientCase> axes(String operator, Values values) {
        return Stream.of(
                GradientCase.of(operator).note("over 1").input(values, 2, 3, 2).ints(1),
                GradientCase.of(operator)
                        .note("over 0 and -1, dropped")
                        .with("keepdims", 0)
                        .input(values, 2, 3, 2)
                        .ints(0, -1),
                GradientCase.of(operator).note("over all").input(values, 2, 3),
                GradientCase.of(operator)
                        .note("over all, dropped")
                        .with("keepdims", 0)
                        .input(values, 2, 3),
                GradientCase.of(operator)
                        .note("over none")
                        .with("noop_with_empty_axes", 1)
                        .input(values, 2, 3)
                        .absent());
    }

    private static Stream<GradientCase> products() {
        return Stream.of(
                GradientCase.of("ReduceProd")
                        .note("a zero")
                        .input(Values.exactly(0, 2, 3, 1.5, -1, 2), 2, 3)
                        .ints(1),
                GradientCase.of("ReduceProd")
                        .note("two zeros")
                        .input(Values.exactly(0, 2, 0, 1.5, -1, 2), 2, 3)
                        .ints(1),
                GradientCase.of("ReduceProd").note("seven").input(7));
    }

    private static Stream<GradientCase> running() {
        return Stream.of(0, 1, 2, 3)
                .map(bits -> GradientCase.of("CumSum")
                        .with("exclusive", bits & 1)
                        .with("reverse", bits >> 1)
                        .input(2, 4, 3)
                        .known(Tensor.scalar(1L))
                        .linear());
    }
}
