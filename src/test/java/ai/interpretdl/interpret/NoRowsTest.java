package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.BlurIg;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.DeepLiftShap;
import ai.interpretdl.interpret.input.FeatureAblation;
import ai.interpretdl.interpret.input.FeaturePermutation;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.GuidedIg;
import ai.interpretdl.interpret.input.HsicAttribution;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.KernelShap;
import ai.interpretdl.interpret.input.Lime;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.PermutationShap;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.ShapleySampling;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.input.SobolAttribution;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.interpret.layer.Neuron;
import ai.interpretdl.interpret.layer.NeuronConductance;
import ai.interpretdl.interpret.regression.Locality;
import ai.interpretdl.interpret.regression.Ridge;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.program.Subject;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model without an axis of rows says of its whole input what the same network with one says of a single row. */
class NoRowsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tensor X = Toys.tensor(3, 4, i -> Math.sin(3.0 * i) + 0.3);

    @TempDir
    Path folder;

    static Stream<Interpretation> algorithms() {
        Baseline zeros = Baseline.zeros();
        Features elements = Features.elements();
        Noise noise = new Noise.Gaussian(0.5);
        Optional<String> layer = Optional.of("product");
        return Stream.of(
                new Saliency(false),
                new SmoothGrad(new Saliency(false), 5, noise, SmoothGrad.Statistic.MEAN),
                new SmoothGrad(new Saliency(false), 5, new Noise.Relative(0.2), SmoothGrad.Statistic.VARIANCE),
                new IntegratedGradients(zeros, Quadrature.GAUSS_LEGENDRE, 6),
                new IntegratedGradients(new Baseline.Uniform(3, -1, 1), Quadrature.MIDDLE, 4),
                new GradientShap(new Baseline.Normal(3), 4, noise),
                new DeepLift(zeros),
                new DeepLiftShap(new Baseline.Normal(3)),
                new BlurIg(2, 5),
                new GuidedIg(zeros, 6, 0.25, 0.02),
                new Occlusion(zeros, List.of(2L, 2L), List.of(1L, 1L), Occlusion.Overlap.MEAN),
                new Rise(zeros, 20, 2, 0.5),
                new FeatureAblation(elements, zeros),
                new Lime(elements, zeros, 40, new Locality(0.25), new Ridge(1)),
                new KernelShap(elements, zeros, 60),
                new ShapleySampling(elements, zeros, 4),
                new PermutationShap(elements, zeros, 2),
                new SobolAttribution(elements, zeros, 8),
                new HsicAttribution(elements, zeros, 20),
                new LayerActivation(layer),
                new LayerConductance(layer, zeros, 6),
                new LayerIntegratedGradients(layer, zeros, Quadrature.MIDDLE, 4),
                new LayerFeatureAblation(layer),
                new NeuronConductance(Neuron.of("product", 1, 2), zeros, Quadrature.MIDDLE, 4));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void theWholeInputIsOneRow(Interpretation algorithm) {
        ValueInfo rows = CaseModel.input("x", X.reshape(1, 3, 4));
        try (Model whole = open("whole", ValueInfo.of("x", ElementType.FLOAT, 3, 4));
                Model byRow = open("rows", rows)) {
            assertThat(whole.batching(Map.of("x", X))).isEqualTo(Subject.Batching.NONE);
            Explanation one = algorithm.interpret(whole, about(X));
            Explanation same = algorithm.interpret(byRow, about(X.reshape(1, 3, 4)));
            assertThat(one.attributions().shape().dims()).containsExactly(3, 4);
            assertThat(one.attributions().floats())
                    .containsExactly(same.attributions().floats(), Offset.offset(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("ofAClass")
    void theBestClassesStandBesideEachOther(Interpretation algorithm) {
        try (Model whole = open("whole", ValueInfo.of("x", ElementType.FLOAT, 3, 4));
                Model byRow = open("rows", CaseModel.input("x", X.reshape(1, 3, 4)))) {
            Target best = new Target.Top(2);
            Explanation two = algorithm.interpret(whole, about(X).about(best));
            Explanation same =
                    algorithm.interpret(byRow, about(X.reshape(1, 3, 4)).about(best));
            assertThat(two.attributions().shape().dims()).containsExactly(2, 3, 4);
            assertThat(two.attributions().floats())
                    .containsExactly(same.attributions().floats(), Offset.offset(1e-5f));
            for (String name : List.of("score", "targets")) {
                assertThat(two.tensor(name).orElseThrow().doubles())
                        .containsExactly(same.tensor(name).orElseThrow().doubles(), within(1e-6));
            }
        }
    }

    /** Its three lines are no rows that could change places. */
    @Test
    void thereAreNoRowsToPermute() {
        try (Model whole = open("whole", ValueInfo.of("x", ElementType.FLOAT, 3, 4))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FeaturePermutation(Features.elements(), 2).interpret(whole, about(X)))
                    .withMessageContaining("at least 2 rows");
        }
    }

    static Stream<Interpretation> ofAClass() {
        return algorithms().filter(algorithm -> !algorithm.name().equals("layer-activation"));
    }

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(1)).seeded(7);
    }

    /** Shares of three sums over x · sigmoid(x W). */
    private Model open(String name, ValueInfo input) {
        ArrayNode layers = JSON.createArrayNode();
        layer(layers, "mixed", "MatMul", "x").set("weight", JSON.valueToTree(Toys.wave(4, 4, 1)));
        layer(layers, "gate", "Sigmoid", "mixed");
        layer(layers, "product", "Mul", "gate", "x");
        layer(layers, "sums", "ReduceSum", "product").set("axes", JSON.valueToTree(List.of(-1)));
        layer(layers, "out", "Softmax", "sums");
        return InterpretDl.open(CaseModel.write(layers, List.of(input), folder.resolve(name + ".onnx")), Device.cpu());
    }

    private static ObjectNode layer(ArrayNode layers, String name, String operator, String... inputs) {
        ObjectNode layer = layers.addObject().put("name", name).put("op", operator);
        layer.set("inputs", JSON.valueToTree(inputs));
        return layer;
    }
}
