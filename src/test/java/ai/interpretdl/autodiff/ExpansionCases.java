package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Tensor;
import java.util.stream.Stream;

/** Cases of the expansions of single operators. */
final class ExpansionCases {
    private static final String MICROSOFT = "com.microsoft";

    private ExpansionCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(activations(), normalizations(), skips(), products(), losses())
                .flatMap(cases -> cases);
    }

    static GradientCase standard(String operator, long version) {
        return GradientCase.single(operator).expanded("", version);
    }

    static GradientCase microsoft(String operator) {
        return GradientCase.single(operator).expanded(MICROSOFT, 1);
    }

    private static Stream<GradientCase> activations() {
        return Stream.of(
                standard("Mean", 13).input(2, 3).input(3).input(2, 1).linear(),
                standard("CastLike", 15).input(2, 3).given(Tensor.of(new double[] {1}, 1)),
                standard("Celu", 12).with("alpha", 0.5).input(Values.away(0), 2, 5),
                standard("Gelu", 20).input(2, 5),
                standard("Gelu", 20).with("approximate", "tanh").input(2, 5),
                standard("Swish", 24).with("alpha", 0.7).input(2, 5),
                microsoft("Gelu").input(2, 5),
                microsoft("BiasGelu").input(2, 5).input(5),
                microsoft("FastGelu").input(2, 5),
                microsoft("FastGelu").input(2, 5).input(5),
                microsoft("QuickGelu").input(2, 5),
                microsoft("QuickGelu").with("alpha", 1.0).input(2, 5));
    }

    private static Stream<GradientCase> normalizations() {
        return Stream.of(
                standard("GroupNormalization", 18)
                        .with("num_groups", 2)
                        .input(2, 4, 3)
                        .input(2)
                        .input(2),
                standard("GroupNormalization", 21)
                        .with("num_groups", 2)
                        .with("epsilon", 0.1)
                        .input(2, 6, 2, 2)
                        .input(6)
                        .input(6),
                standard("RMSNormalization", 23).input(2, 3, 4).input(4),
                standard("RMSNormalization", 23)
                        .with("axis", 1)
                        .with("epsilon", 0.1)
                        .input(2, 3, 4)
                        .input(3, 4),
                standard("SimplifiedLayerNormalization", 18).input(2, 3, 4).input(4),
                standard("LpNormalization", 18).input(2, 4),
                standard("LpNormalization", 18).with("p", 1).with("axis", 0).input(Values.away(0), 3, 4),
                standard("MeanVarianceNormalization", 13).input(2, 3, 2, 2),
                standard("MeanVarianceNormalization", 13).with("axes", 1L, 2).input(2, 3, 4),
                standard("BatchNormalization", 15)
                        .note("training")
                        .with("training_mode", 1)
                        .with("momentum", 0.6)
                        .outputs(3)
                        .input(3, 2, 4)
                        .input(2)
                        .input(2)
                        .input(2)
                        .input(Values.between(0.5, 2), 2),
                standard("BatchNormalization", 15)
                        .with("epsilon", 0.1)
                        .input(3, 2, 4)
                        .input(2)
                        .input(2)
                        .input(2)
                        .input(Values.between(0.5, 2), 2));
    }

    private static Stream<GradientCase> skips() {
        return Stream.of(
                microsoft("SkipLayerNormalization")
                        .outputs(4)
                        .observed(0, 3)
                        .input(2, 3, 4)
                        .input(2, 3, 4)
                        .input(4)
                        .input(4)
                        .input(4),
                microsoft("SkipLayerNormalization")
                        .with("epsilon", 0.1)
                        .input(2, 3, 4)
                        .input(2, 3, 4)
                        .input(4),
                microsoft("SkipSimplifiedLayerNormalization")
                        .outputs(4)
                        .observed(0, 3)
                        .input(2, 3, 4)
                        .input(2, 3, 4)
                        .input(4)
                        .input(4),
                microsoft("SkipSimplifiedLayerNormalization")
                        .input(2, 3, 4)
                        .input(2, 3, 4)
                        .input(4),
                microsoft("EmbedLayerNormalization")
                        .outputs(3)
                        .observed(0, 2)
                        .given(Tensor.of(new int[] {1, 0, 2, 2, 3, 1}, 2, 3))
                        .given(Tensor.of(new int[] {0, 1, 1, 0, 0, 1}, 2, 3))
                        .input(4, 4)
                        .input(5, 4)
                        .input(2, 4)
                        .input(4)
                        .input(4)
                        .given(Tensor.of(new int[] {1, 1, 1, 1, 1, 0}, 2, 3)),
                microsoft("EmbedLayerNormalization")
                        .note("masks")
                        .outputs(2)
                        .given(Tensor.of(new int[] {1, 0, 2, 2, 3, 1}, 2, 3))
                        .absent()
                        .input(4, 4)
                        .input(5, 4)
                        .absent()
                        .input(4)
                        .input(4)
                        .given(Tensor.of(new int[] {1, 1, 1, 1, 1, 0}, 2, 3))
                        .given(Tensor.of(new int[] {4, 0, 2, 2, 3, 1}, 2, 3)));
    }

    private static Stream<GradientCase> products() {
        return Stream.of(
                microsoft("FusedMatMul").with("alpha", 0.5).input(2, 3).input(3, 4),
                microsoft("TransposeMatMul").with("transB", 1).input(2, 3).input(4, 3),
                microsoft("FusedMatMul").with("transA", 1).input(2, 4, 3).input(4, 5),
                microsoft("FusedMatMul").with("transB", 1).input(2, 3, 4).input(2, 5, 4),
                microsoft("FusedMatMul")
                        .with("transBatchA", 1)
                        .with("transBatchB", 1)
                        .input(3, 2, 4)
                        .input(4, 2, 5),
                microsoft("FusedMatMul")
                        .with("transBatchA", 1)
                        .with("transA", 1)
                        .input(4, 2, 3)
                        .input(2, 4, 5),
                microsoft("FusedGemm")
                        .with("transB", 1)
                        .with("alpha", 0.5)
                        .with("activation", "Relu")
                        .input(2, 3)
                        .input(4, 3)
                        .input(4),
                microsoft("FusedGemm")
                        .with("activation", "LeakyRelu")
                        .with("activation_alpha", 0.2)
                        .input(2, 3)
                        .input(3, 4)
                        .input(4),
                conv("Relu"),
                conv("Tanh"),
                conv("Sigmoid"),
                conv("LeakyRelu", 0.2f),
                conv("Clip", -0.5f, 1f),
                conv("HardSigmoid", 0.5f, 0.5f),
                conv("Sigmoid").note("and a sum").input(2).input(1, 2, 3, 3));
    }

    /** The kernel keeps numbers where they are, or turns their sign, so that none comes near a kink. */
    private static GradientCase conv(String activation, Float... parameters) {
        return microsoft("FusedConv")
                .note(activation)
                .with("activation", activation)
                .with("activation_params", new ai.interpretdl.onnx.Attribute.OfFloats(java.util.List.of(parameters)))
                .with("kernel_shape", 1L, 1)
                .input(Values.away(0, -0.5, 0.5, -1, 1), 1, 1, 3, 3)
                .input(Values.exactly(1, -1), 2, 1, 1, 1);
    }

    private static Stream<GradientCase> losses() {
        return Stream.of("NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss")
                .flatMap(loss -> Stream.of(
                        standard(loss, 13).input(3, 4).given(longs(2, 0, 3)),
                        standard(loss, 13).with("reduction", "sum").input(3, 4).given(longs(2, 0, 3)),
                        standard(loss, 13).with("reduction", "none").input(3, 4).given(longs(2, 0, 3)),
                        standard(loss, 13)
                                .with("ignore_index", 0)
                                .input(3, 4)
                                .given(longs(2, 0, 3))
                                .frozen(Values.between(1, 2), 4),
                        standard(loss, 13)
                                .with("reduction", "none")
                                .with("ignore_index", -7)
                                .input(2, 3, 2)
                                .given(Tensor.of(new int[] {2, 0, -7, 1}, 2, 2))
                                .frozen(Values.between(1, 2), 3),
                        standard(loss, 13)
                                .with("ignore_index", -7)
                                .input(2, 3, 2)
                                .given(Tensor.of(new long[] {2, 0, -7, 1}, 2, 2))
                                .frozen(Values.between(1, 2), 3)));
    }

    private static Tensor longs(long... values) {
        return Tensor.of(values, values.length);
    }
}
