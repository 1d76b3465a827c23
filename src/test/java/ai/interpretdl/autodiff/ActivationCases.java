package ai.interpretdl.autodiff;

import java.util.stream.Stream;

/** Cases of {@link ActivationGradients}. */
final class ActivationCases {
    private ActivationCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(
                ExpansionCases.microsoft("Gelu").input(2, 5),
                GradientCase.of("Relu").input(Values.away(0), 2, 5).linear(),
                GradientCase.of("LeakyRelu").input(Values.away(0), 2, 5).linear(),
                GradientCase.of("LeakyRelu")
                        .with("alpha", -0.5)
                        .input(Values.away(0), 2, 5)
                        .linear(),
                GradientCase.of("PRelu").input(Values.away(0), 2, 5).input(5),
                GradientCase.of("PRelu").input(Values.away(0), 2, 3, 2, 2).input(3, 1, 1),
                GradientCase.of("ThresholdedRelu").input(Values.away(1), 2, 5),
                GradientCase.of("ThresholdedRelu").with("alpha", -0.3).input(Values.away(-0.3), 2, 5),
                GradientCase.single("Shrink").input(Values.away(-0.5, 0.5), 2, 5),
                GradientCase.single("Shrink")
                        .with("lambd", 0.8)
                        .with("bias", 0.3)
                        .input(Values.away(-0.8, 0.8), 2, 5),
                GradientCase.of("Clip")
                        .input(Values.away(-1, 0.7), 2, 5)
                        .number(-1)
                        .number(0.7),
                GradientCase.of("Clip")
                        .note("from below")
                        .input(Values.away(-1), 2, 5)
                        .number(-1),
                GradientCase.of("Clip")
                        .note("from above")
                        .input(Values.away(0.7), 2, 5)
                        .absent()
                        .number(0.7),
                GradientCase.of("Clip").note("nothing").input(2, 5),
                GradientCase.of("Clip")
                        .note("bounds")
                        .input(Values.away(-1, 0.7), 2, 5)
                        .input(Values.exactly(-1))
                        .input(Values.exactly(0.7)),
                GradientCase.of("Clip")
                        .note("ReLU6")
                        .input(Values.awayWithin(-2, 8, 0, 6), 3, 5)
                        .number(0)
                        .number(6),
                GradientCase.of("Elu").input(Values.away(0), 2, 5),
                GradientCase.of("Elu").with("alpha", 0.3).input(Values.away(0), 2, 5),
                GradientCase.of("Elu").with("alpha", -0.3).input(Values.away(0), 2, 5),
                GradientCase.of("Selu").input(Values.away(0), 2, 5),
                GradientCase.of("Selu").with("alpha", 0.3).with("gamma", 2.0).input(Values.away(0), 2, 5),
                GradientCase.of("Sigmoid").input(2, 5),
                GradientCase.of("Softplus").input(2, 5),
                GradientCase.of("Softsign").input(Values.away(0), 2, 5),
                GradientCase.of("HardSigmoid").input(Values.awayWithin(-4, 4, -2.5, 2.5), 2, 5),
                GradientCase.of("HardSigmoid")
                        .with("alpha", 0.5)
                        .with("beta", 0.1)
                        .input(Values.awayWithin(-4, 4, -0.2, 1.8), 2, 5),
                GradientCase.of("HardSwish").input(Values.awayWithin(-5, 5, -3, 3), 3, 5),
                GradientCase.of("Mish").input(2, 5));
    }
}
