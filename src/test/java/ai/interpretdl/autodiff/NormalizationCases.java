package ai.interpretdl.autodiff;

import java.util.stream.Stream;

/** Cases of {@link NormalizationGradients}. */
final class NormalizationCases {
    private NormalizationCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(weights(), batches(), layers(), others()).flatMap(cases -> cases);
    }

    private static Stream<GradientCase> weights() {
        return Stream.of(
                GradientCase.of("Softmax").input(2, 3, 4),
                GradientCase.of("Softmax").with("axis", 1).input(2, 3, 4),
                GradientCase.of("Softmax").with("axis", -3).input(2, 3, 4),
                GradientCase.of("LogSoftmax").input(2, 3, 4),
                GradientCase.of("LogSoftmax").with("axis", 1).input(2, 3, 4));
    }

    private static Stream<GradientCase> batches() {
        return Stream.of(
                GradientCase.of("BatchNormalization")
                        .with("epsilon", 0.1)
                        .input(2, 3, 2, 2)
                        .input(3)
                        .input(3)
                        .input(3)
                        .input(Values.between(0.5, 2), 3),
                GradientCase.of("BatchNormalization")
                        .input(4, 3)
                        .input(3)
                        .input(3)
                        .input(3)
                        .input(Values.between(0.5, 2), 3));
    }

    private static Stream<GradientCase> layers() {
        return Stream.of(
                GradientCase.single("LayerNormalization")
                        .outputs(3)
                        .observed(0)
                        .input(3, 5)
                        .input(5)
                        .input(5),
                GradientCase.single("LayerNormalization")
                        .note("no bias")
                        .outputs(3)
                        .observed(0)
                        .with("epsilon", 0.1)
                        .input(2, 3, 5)
                        .input(5),
                GradientCase.single("LayerNormalization")
                        .note("two axes")
                        .outputs(3)
                        .observed(0)
                        .with("axis", 1)
                        .input(2, 3, 5)
                        .input(3, 5)
                        .input(3, 5),
                GradientCase.single("LayerNormalization")
                        .note("all outputs")
                        .outputs(3)
                        .input(3, 5)
                        .input(5)
                        .input(5));
    }

    private static Stream<GradientCase> others() {
        return Stream.of(
                GradientCase.single("InstanceNormalization")
                        .with("epsilon", 0.1)
                        .input(2, 3, 2, 2)
                        .input(3)
                        .input(3),
                GradientCase.single("InstanceNormalization")
                        .input(2, 2, 5)
                        .input(2)
                        .input(2),
                GradientCase.single("LRN")
                        .with("size", 3)
                        .with("alpha", 0.5)
                        .with("bias", 1.5)
                        .input(2, 5, 2, 2),
                GradientCase.single("LRN")
                        .with("size", 5)
                        .with("alpha", 0.5)
                        .with("beta", 0.5)
                        .input(1, 4, 3, 2),
                GradientCase.single("LRN").with("size", 1).with("alpha", 0.5).input(1, 3, 2, 2));
    }
}
