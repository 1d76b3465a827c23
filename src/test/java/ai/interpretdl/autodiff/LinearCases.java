package ai.interpretdl.autodiff;

import ai.interpretdl.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Cases of {@link LinearGradients}. */
final class LinearCases {
    /** Vectors, matrices, stacks of them, broadcast on either side. */
    private static final List<List<Shape>> FACTORS = List.of(
            List.of(Shape.of(2, 3), Shape.of(3, 4)),
            List.of(Shape.of(3), Shape.of(3)),
            List.of(Shape.of(3), Shape.of(3, 4)),
            List.of(Shape.of(2, 3), Shape.of(3)),
            List.of(Shape.of(3), Shape.of(2, 3, 4)),
            List.of(Shape.of(2, 5, 3), Shape.of(3)),
            List.of(Shape.of(2, 5, 3), Shape.of(3, 4)),
            List.of(Shape.of(5, 3), Shape.of(2, 3, 4)),
            List.of(Shape.of(2, 5, 3), Shape.of(2, 3, 4)),
            List.of(Shape.of(2, 1, 5, 3), Shape.of(4, 3, 2)),
            List.of(Shape.of(1, 2, 3), Shape.of(5, 3, 2)));

    private LinearCases() {}

    static Stream<GradientCase> all() {
        return Stream.of(products(), gemms(), einsums()).flatMap(cases -> cases);
    }

    private static Stream<GradientCase> products() {
        return FACTORS.stream()
                .map(pair -> GradientCase.of("MatMul")
                        .input(pair.get(0).dims())
                        .input(pair.get(1).dims())
                        .homogeneous(2));
    }

    private static Stream<GradientCase> gemms() {
        Stream<GradientCase> flags = Stream.of(0, 1, 2, 3).map(bits -> {
            boolean ta = (bits & 1) > 0;
            boolean tb = (bits & 2) > 0;
            return GradientCase.of("Gemm")
                    .note(ta + " " + tb)
                    .with("transA", ta ? 1 : 0)
                    .with("transB", tb ? 1 : 0)
                    .with("alpha", 0.7)
                    .with("beta", -1.3)
                    .input(ta ? new long[] {3, 2} : new long[] {2, 3})
                    .input(tb ? new long[] {4, 3} : new long[] {3, 4})
                    .input(2, 4);
        });
        Stream<GradientCase> biases = Stream.of(Shape.of(4), Shape.of(1, 4), Shape.of(2, 1), Shape.SCALAR, Shape.of(1))
                .map(bias -> GradientCase.of("Gemm").input(2, 3).input(3, 4).input(bias.dims()));
        return Stream.of(
                        flags,
                        biases,
                        Stream.of(GradientCase.of("Gemm")
                                .note("no bias")
                                .input(2, 3)
                                .input(3, 4)
                                .homogeneous(2)))
                .flatMap(cases -> cases);
    }

    private static Stream<GradientCase> einsums() {
        return Stream.of(
                einsum("ij,jk->ik", Shape.of(2, 3), Shape.of(3, 4)),
                einsum("ij,jk", Shape.of(2, 3), Shape.of(3, 4)),
                einsum("b i j , b j k -> b i k", Shape.of(2, 2, 3), Shape.of(2, 3, 4)),
                einsum("bhid,bhjd->bhij", Shape.of(1, 2, 3, 2), Shape.of(1, 2, 4, 2)),
                einsum("...ij,...jk->...ik", Shape.of(5, 2, 3), Shape.of(5, 3, 4)),
                einsum("...ij,jk->...ik", Shape.of(2, 5, 2, 3), Shape.of(3, 4)),
                einsum("ij->ji", Shape.of(2, 3)),
                einsum("ij->i", Shape.of(2, 3)),
                einsum("ij->", Shape.of(2, 3)),
                einsum("ii->i", Shape.of(3, 3)),
                einsum("ii", Shape.of(3, 3)),
                einsum("iij->j", Shape.of(3, 3, 2)),
                einsum("i,j->ij", Shape.of(2), Shape.of(3)),
                einsum("i,i->", Shape.of(3), Shape.of(3)),
                einsum("ij,k->k", Shape.of(2, 3), Shape.of(4)),
                einsum("i,ij,j->", Shape.of(2), Shape.of(2, 3), Shape.of(3)));
    }

    private static GradientCase einsum(String equation, Shape... shapes) {
        GradientCase c = GradientCase.of("Einsum")
                .note(equation)
                .with("equation", equation)
                .homogeneous(shapes.length);
        Arrays.stream(shapes).forEach(shape -> c.input(shape.dims()));
        return c;
    }
}
