package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.InternalInfluence;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerDeepLift;
import ai.interpretdl.interpret.layer.LayerFeatureAblation;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.interpret.layer.LayerLrp;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer that the output does not depend on has no gradient, and one that does not depend on the input is none. */
class LayerOffTheWayTest {
    private static final Tensor PICTURES =
            Toys.tensor(2, 16, i -> Math.sin(0.7 * i)).reshape(2, 1, 4, 4);
    private static final Baseline ZEROS = Baseline.zeros();
    private static final Quadrature GAUSS = Quadrature.GAUSS_LEGENDRE;

    @TempDir
    Path folder;

    private Path file;

    /** {@code maps} lead to {@code out}; {@code aside} leads to {@code other} alone; {@code table} and {@code sizes} are the same for all pictures. */
    @BeforeEach
    void write() {
        List<Node> nodes = List.of(
                node("Conv", "maps", Map.of(), "x", "kernel"),
                node("Sigmoid", "aside", Map.of(), "maps"),
                node("ReduceSum", "other", Map.of("keepdims", Attribute.of(0)), "aside", "cells"),
                node("Sigmoid", "table", Map.of(), "numbers"),
                node("Shape", "shape", Map.of(), "x"),
                node("Cast", "sizes", Map.of("to", Attribute.of(ElementType.FLOAT.code())), "shape"),
                node("ReduceMax", "longest", Map.of("keepdims", Attribute.of(0)), "sizes"),
                node("Mul", "sized", Map.of(), "table", "longest"),
                node("Add", "moved", Map.of(), "maps", "sized"),
                node("Sigmoid", "bent", Map.of(), "moved"),
                node("ReduceSum", "out", Map.of("keepdims", Attribute.of(0)), "bent", "cells"));
        List<Weight> weights = List.of(
                weight("kernel", Toys.tensor(2, 4, i -> Math.cos(i)).reshape(2, 1, 2, 2)),
                weight("numbers", Toys.tensor(2, 9, i -> Math.sin(i)).reshape(1, 2, 3, 3)),
                weight("cells", Tensor.of(new long[] {2, 3}, 2)));
        List<ValueInfo> outputs = Stream.of("out", "other")
                .map(name -> new ValueInfo(name, ElementType.FLOAT, Optional.empty()))
                .toList();
        Graph graph =
                new Graph("two ways", List.of(CaseModel.input("x", PICTURES)), outputs, weights, nodes, List.of());
        file = folder.resolve("two-ways.onnx");
        ModelWriter.write(new ai.interpretdl.onnx.Model(8, "tests", Map.of("", 18L), graph, List.of(), Map.of()), file);
    }

    private static Node node(String operator, String output, Map<String, Attribute> attributes, String... inputs) {
        return new Node("node/" + output, "", operator, "", List.of(inputs), List.of(output), attributes);
    }

    private static Weight weight(String name, Tensor tensor) {
        return new Weight.Inline(name, tensor);
    }

    static Stream<Interpretation> throughTheOutput() {
        MapView view = MapView.raw("aside");
        Optional<String> aside = Optional.of("aside");
        return Stream.of(
                new GradCam(view),
                new GradCamPlusPlus(view),
                new XGradCam(view),
                new LayerCam(view),
                new HiResCam(view),
                new AblationCam(view),
                new SmoothGradCamPlusPlus(view, 3, new Noise.Relative(0.1)),
                new GuidedGradCam(aside, Upsampling.BILINEAR),
                new LayerGradient(aside),
                new LayerGradientXActivation(aside),
                new LayerConductance(aside, ZEROS, 3),
                new InternalInfluence(aside, ZEROS, GAUSS, 3),
                new LayerIntegratedGradients(aside, ZEROS, GAUSS, 3),
                new LayerDeepLift(aside, ZEROS),
                new LayerLrp(aside, new Lrp(Lrp.Composite.EPSILON, 1e-6, 0.25)),
                new LayerFeatureAblation(aside));
    }

    @ParameterizedTest
    @MethodSource("throughTheOutput")
    void theOutputHasToDependOnTheLayer(Interpretation algorithm) {
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> algorithm.interpret(model, question()))
                    .withMessageContaining("output [out] does not depend on layer [aside]")
                    .withMessageContaining("maps");
            assertThat(numbers(algorithm.interpret(model, question().of("other"))))
                    .as("another output does")
                    .anyMatch(number -> number != 0);
        }
    }

    @Test
    void whatAsksForNoGradientTakesAnyLayer() {
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            for (Interpretation algorithm : List.of(
                    new LayerActivation(Optional.of("aside")),
                    new EigenCam(MapView.raw("aside")),
                    new ScoreCam(MapView.raw("aside")))) {
                assertThat(numbers(algorithm.interpret(model, question())))
                        .as(algorithm.name())
                        .anyMatch(number -> number != 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "sizes", "sized"})
    void theLayerHasToDependOnTheInput(String layer) {
        try (Model model = InterpretDl.open(file, Device.cpu())) {
            for (Interpretation algorithm : List.of(
                    new LayerActivation(Optional.of(layer)),
                    new LayerGradient(Optional.of(layer)),
                    new EigenCam(MapView.raw(layer)),
                    new ScoreCam(MapView.raw(layer)))) {
                assertThatIllegalArgumentException()
                        .as(algorithm.name())
                        .isThrownBy(() -> algorithm.interpret(model, question()))
                        .withMessageContaining("layer [" + layer + "] does not depend on the input");
            }
        }
    }

    private static DoubleStream numbers(Explanation found) {
        return Arrays.stream(found.attributions().doubles());
    }

    private static Question question() {
        return Question.of(Map.of("x", PICTURES)).about(Target.ofClass(1, 0));
    }
}
