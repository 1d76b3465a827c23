package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link ElementwiseGradients}. */
final class ElementwiseCases {
    /** Pairs of shapes that broadcast: on the left, on the right, on both sides, with missing axes, with scalars. */
    private static final List<List<Shape>> PAIRS = List.of(
            List.of(Shape.of(2, 3), Shape.of(2, 3)),
            List.of(Shape.of(2, 3), Shape.of(1, 3)),
            List.of(Shape.of(2, 1), Shape.of(2, 3)),
            List.of(Shape.of(2, 1, 3), Shape.of(4, 1)),
            List.of(Shape.of(3), Shape.of(2, 3)),
            List.of(Shape.of(2, 3), Shape.SCALAR),
            List.of(Shape.SCALAR, Shape.of(2)),
            List.of(Shape.of(1, 1), Shape.of(3)));

    private ElementwiseCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(functions(), PAIRS.stream().flatMap(ElementwiseCases::broadcast), powers(), several())
                .flatMap(cases -> cases);
    }

    private static Stream<GradientCase> functions() {
        return Stream.of(
                GradientCase.of("Abs").input(Values.away(0), 2, 3).homogeneous(1),
                GradientCase.of("Neg").input(2, 3).linear(),
                GradientCase.of("Reciprocal")
                        .input(Values.away(-0.3, 0, 0.3), 2, 3)
                        .homogeneous(-1),
                GradientCase.of("Exp").input(2, 3),
                GradientCase.of("Log").input(Values.between(0.5, 3), 2, 3),
                GradientCase.of("Sqrt").input(Values.between(0.5, 3), 2, 3),
                GradientCase.single("Erf").input(2, 3),
                GradientCase.of("Sin").input(2, 3),
                GradientCase.of("Cos").input(2, 3),
                GradientCase.single("Tan").input(Values.between(-1, 1), 2, 3),
                GradientCase.single("Asin").input(Values.between(-0.8, 0.8), 2, 3),
                GradientCase.single("Acos").input(Values.between(-0.8, 0.8), 2, 3),
                GradientCase.single("Atan").input(2, 3),
                GradientCase.single("Sinh").input(2, 3),
                GradientCase.single("Cosh").input(2, 3),
                GradientCase.of("Tanh").input(2, 3),
                GradientCase.single("Asinh").input(2, 3),
                GradientCase.single("Acosh").input(Values.between(1.5, 3), 2, 3),
                GradientCase.single("Atanh").input(Values.between(-0.8, 0.8), 2, 3));
    }

    private static Stream<GradientCase> broadcast(List<Shape> pair) {
        long[] a = pair.get(0).dims();
        long[] b = pair.get(1).dims();
        return Stream.of(
                GradientCase.of("Add").input(a).input(b).linear(),
                GradientCase.of("Sub").input(a).input(b).linear(),
                GradientCase.of("Mul").input(a).input(b).homogeneous(2),
                GradientCase.of("Div").input(a).input(Values.between(0.5, 3), b),
                GradientCase.of("Pow").input(Values.between(0.5, 2), a).input(b),
                GradientCase.single("Mod")
                        .with("fmod", 1)
                        .input(Values.between(2.5, 2.8), a)
                        .input(Values.between(1.1, 1.2), b),
                GradientCase.of("Max")
                        .input(Values.between(1, 2), a)
                        .input(Values.apart(), b)
                        .linear(),
                GradientCase.of("Min")
                        .input(Values.between(1, 2), a)
                        .input(Values.apart(), b)
                        .linear(),
                GradientCase.of("Where")
                        .given(mask(pair.get(1)))
                        .input(a)
                        .input(b)
                        .linear());
    }

    /** Every second element. */
    private static Tensor mask(Shape shape) {
        boolean[] values = new boolean[(int) shape.size()];
        for (int i = 0; i < values.length; i += 2) {
            values[i] = true;
        }
        return Tensor.of(values, shape.dims());
    }

    private static Stream<GradientCase> powers() {
        return Stream.of(
                GradientCase.of("Pow").input(2, 3).number(2).homogeneous(2),
                GradientCase.of("Pow").input(2, 3).number(1).linear(),
                GradientCase.of("Pow").input(2, 3).number(3).homogeneous(3),
                GradientCase.of("Pow").note("of a constant").number(3).input(2, 3),
                GradientCase.of("Pow").input(Values.between(0.5, 3), 2, 3).number(-0.5),
                GradientCase.of("Pow").note("whole exponents").input(2, 3).known(Tensor.of(new long[] {0, 1, 3}, 3)),
                GradientCase.of("Pow")
                        .note("whole exponents, fed")
                        .input(2, 3)
                        .given(Tensor.of(new long[] {0, 1, 3}, 3)),
                GradientCase.single("Pow").note("a whole exponent").input(2, 3).known(Tensor.scalar(3L)));
    }

    private static Stream<GradientCase> several() {
        return Stream.of(
                GradientCase.of("Where")
                        .given(mask(Shape.of(2, 3)))
                        .frozen(Values.away(), 3)
                        .input(2, 1),
                GradientCase.of("Sum").input(2, 3).input(3).input(1, 1).linear(),
                GradientCase.of("Sum").input(2, 3).linear(),
                GradientCase.of("Max")
                        .input(Values.between(-1, -0.8), 2, 3)
                        .input(Values.between(0, 0.2), 3)
                        .input(Values.apart(), 2, 1),
                GradientCase.of("Min")
                        .input(Values.between(-1, -0.8), 2, 3)
                        .input(Values.between(0, 0.2), 3)
                        .input(Values.apart(), 2, 1),
                GradientCase.of("Max").input(2, 3).linear(),
                GradientCase.of("Mul")
                        .note("with itself")
                        .input(2, 3)
                        .homogeneous(2)
                        .body((g, in) -> List.of(g.mul(in.get(0), in.get(0)))));
    }
}
