package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.stream.Stream;

/** Cases of {@link ElementwiseGradients}. */
final class ElementwiseCases {
    private ElementwiseCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(
                GradientCase.of("Exp").input(2, 3),
                GradientCase.of("Log").input(Values.between(0.5, 3), 2, 3),
                GradientCase.of("Sqrt").input(Values.between(0.5, 3), 2, 3),
                GradientCase.of("Neg").input(2, 3).linear(),
                GradientCase.of("Relu").input(Values.away(0), 2, 3).linear(),
                GradientCase.of("Add").input(2, 3).input(1, 3).linear(),
                GradientCase.of("Sub").input(2, 3).input(1, 3).linear(),
                GradientCase.of("Mul").input(2, 3).input(1, 3).homogeneous(2),
                GradientCase.of("Div")
                        .input(2, 3)
                        .input(Values.between(0.5, 3), 1, 3)
                        .homogeneous(0),
                GradientCase.of("Where")
                        .given(Tensor.of(new boolean[] {true, false, true}, 3))
                        .input(2, 3)
                        .input(3)
                        .linear());
    }
}
