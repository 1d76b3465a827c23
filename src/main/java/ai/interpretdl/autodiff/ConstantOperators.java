package ai.interpretdl.autodiff;

import java.util.Set;

/** Operators that are constant almost everywhere, or whose results are no floating-point numbers. */
final class ConstantOperators {
    static final Set<String> NAMES = Set.of(
            "And",
            "ArgMax",
            "ArgMin",
            "BitShift",
            "BitwiseAnd",
            "BitwiseNot",
            "BitwiseOr",
            "BitwiseXor",
            "Bernoulli",
            "Ceil",
            "Constant",
            "ConstantOfShape",
            "Equal",
            "EyeLike",
            "Floor",
            "Greater",
            "GreaterOrEqual",
            "Hardmax",
            "IsInf",
            "IsNaN",
            "Less",
            "LessOrEqual",
            "Multinomial",
            "NonMaxSuppression",
            "NonZero",
            "Not",
            "OneHot",
            "Or",
            "RandomNormal",
            "RandomNormalLike",
            "RandomUniform",
            "RandomUniformLike",
            "Range",
            "Round",
            "Shape",
            "Sign",
            "Size",
            "StringNormalizer",
            "TfIdfVectorizer",
            "Unique",
            "Xor");

    private ConstantOperators() {}
}
