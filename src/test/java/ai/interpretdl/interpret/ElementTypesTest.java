package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.autodiff.UnsupportedOperatorException;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.Retyped;
import ai.interpretdl.testing.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A model of DOUBLE or FLOAT16 is explained as its copy of FLOAT, within what these types round. */
class ElementTypesTest {
    private static final int WIDTH = 6;
    private static final long ROOMY = 1L << 24;
    private static final Tensor ROWS = Toys.tensor(2, WIDTH, i -> Math.sin(3.0 * i) + 0.3);
    private static final Tensor DRAWS =
            Toys.tensor(2, 2 * WIDTH, i -> Math.sin(5.0 * i) / 3).reshape(2, 2, WIDTH);

    @TempDir
    Path folder;

    private static Stream<Interpretation> drawn() {
        Baseline uniform = new Baseline.Uniform(3, -0.5, 0.5);
        Baseline normal = new Baseline.Normal(3);
        return Stream.of(
                new DeepLiftShap(uniform),
                new IntegratedGradients(normal, Quadrature.GAUSS_LEGENDRE, 5),
                new GradientShap(uniform, 7, new Noise.Relative(0.1)),
                new GradientShap(
                        Baseline.zeros(),
                        2,
                        new Noise.Given(Map.of("x", DRAWS)),
                        Optional.of(Toys.tensor(2, 2, i -> 0.2 * i))),
                new Rise(normal, 7, 3, 0.5));
    }

    private static Stream<Arguments> inEveryType(Stream<Interpretation> algorithms) {
        return algorithms.flatMap(
                one -> Stream.of(ElementType.DOUBLE, ElementType.FLOAT16).map(type -> Arguments.of(one, type)));
    }

    static Stream<Arguments> ofInputs() {
        return inEveryType(Stream.concat(InputLawsTest.all(), drawn()));
    }

    static Stream<Arguments> ofLayers() {
        return inEveryType(LayerLawsTest.all());
    }

    static Stream<Arguments> ofMaps() {
        return inEveryType(Stream.concat(CamLawsTest.all(), Stream.of(new BlurIg(2, 5))));
    }

    @ParameterizedTest
    @MethodSource({"ofInputs", "ofLayers"})
    void explainedAsInFloat(Interpretation algorithm, ElementType type) {
        agree(Toys.smooth(WIDTH), algorithm, ROWS, type);
    }

    @ParameterizedTest
    @MethodSource("ofMaps")
    void picturesAreExplainedAsInFloat(Interpretation algorithm, ElementType type) {
        agree(type == ElementType.DOUBLE ? Toys.scaled() : Toys.pooled(), algorithm, Cams.ROWS, type);
    }

    @Test
    void whatTheRuntimeHasNoKernelForIsToldByItsName() {
        Tensor rows = Retyped.tensor(Cams.ROWS, ElementType.DOUBLE);
        try (Model model = Toys.pooled().open(folder, rows, ROOMY)) {
            assertThatThrownBy(() -> new Saliency(false).interpret(model, about(rows)))
                    .isInstanceOf(UnsupportedOperatorException.class)
                    .hasMessageContaining("operator Conv")
                    .hasMessageContaining("export the model in FP32");
        }
    }

    /** Explained is the embedding, an inner value; baselines are token ids, or drawn. */
    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "FLOAT16"})
    void tokensAreExplainedAsInFloat(ElementType type) throws IOException {
        Tensor table = Toys.tensor(6, 2, i -> Math.sin(2.0 * i));
        Question question = Question.of(Map.of("ids", Tensor.of(new long[] {2, 3, 4, 5, 5, 2}, 2, 3)))
                .about(Target.ofClass(1));
        Baseline other = new Baseline.Paired(Map.of("ids", Tensor.of(new long[] {1, 1, 1}, 1, 3)));
        Path file = WordModel.write(folder, table);
        try (Model model = InterpretDl.open(file, Device.cpu());
                Model copy = InterpretDl.open(Retyped.write(file, type), Device.cpu())) {
            for (Interpretation algorithm : List.of(
                    new IntegratedGradients(other, Quadrature.GAUSS_LEGENDRE, 5),
                    new GradientShap(new Baseline.Normal(2), 3, new Noise.Gaussian(0.1)),
                    new DeepLiftShap(new Baseline.Uniform(2, -1, 1)),
                    new KernelShap(Features.elements(), other, 20))) {
                double[] expected =
                        algorithm.interpret(model, question).attributions().doubles();
                assertThat(algorithm.interpret(copy, question).attributions().doubles())
                        .as(algorithm.name())
                        .containsExactly(expected, within(rounding(type) * size(expected)));
            }
        }
    }

    private void agree(Toys toy, Interpretation algorithm, Tensor rows, ElementType type) {
        try (Model model = toy.open(folder, rows, ROOMY);
                Model other = toy.open(folder, Retyped.tensor(rows, type), ROOMY)) {
            Map<String, Tensor> floats = algorithm.interpret(model, about(rows)).tensors();
            Map<String, Tensor> others = algorithm
                    .interpret(other, about(Retyped.tensor(rows, type)))
                    .tensors();
            assertThat(others.keySet()).isEqualTo(floats.keySet());
            String attributions = floats.keySet().stream()
                    .filter(name -> name.startsWith("attributions"))
                    .findFirst()
                    .orElseThrow();
            for (String name : List.of("score", attributions)) {
                double[] expected = of(floats, name);
                assertThat(of(others, name))
                        .as(name)
                        .containsExactly(expected, within(rounding(type) * size(expected)));
            }
        }
    }

    private static double[] of(Map<String, Tensor> tensors, String name) {
        return java.util.Objects.requireNonNull(tensors.get(name)).doubles();
    }

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(1));
    }

    /** FLOAT rounds each of some dozens of terms at 6e-8, FLOAT16 at 5e-4; of a variance, a difference of squares, less is left. */
    private static double rounding(ElementType type) {
        return type == ElementType.FLOAT16 ? 5e-2 : 1e-4;
    }

    private static double size(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
