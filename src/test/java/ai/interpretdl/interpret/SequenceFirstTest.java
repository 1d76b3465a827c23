package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.LayerActivation;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerGradient;
import ai.interpretdl.interpret.layer.LayerGradientXActivation;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.model.Model;
import ai.interpretdl.onnx.Attribute;
import ai.interpretdl.onnx.Graph;
import ai.interpretdl.onnx.ModelWriter;
import ai.interpretdl.onnx.Node;
import ai.interpretdl.onnx.ValueInfo;
import ai.interpretdl.onnx.Weight;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.runtime.OrtOracle;
import ai.interpretdl.tensor.ElementType;
import ai.interpretdl.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inside of a recurrent network time comes first and the rows second: a row's answer is still its own. */
class SequenceFirstTest {
    private static final int WIDTH = 2;
    private static final Optional<String> HIDDEN = Optional.of("hidden");
    /** One sample a step, and all of them. */
    private static final List<Long> BUDGETS = List.of(1L, 1L << 24);

    @TempDir
    Path folder;

    static Stream<Arguments> algorithms() {
        Baseline zeros = Baseline.zeros();
        Saliency saliency = new Saliency(false);
        return Stream.of(
                        new LayerActivation(HIDDEN),
                        new LayerGradient(HIDDEN),
                        new LayerGradientXActivation(HIDDEN),
                        new LayerConductance(HIDDEN, zeros, 5),
                        new LayerIntegratedGradients(HIDDEN, zeros, Quadrature.GAUSS_LEGENDRE, 5),
                        saliency,
                        new SmoothGrad(saliency, 5, new Noise.Gaussian(0.3), SmoothGrad.Statistic.MEAN))
                .flatMap(algorithm -> Stream.of(1, 2, 3, 4).map(steps -> Arguments.of(algorithm, steps)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void rowsAreExplainedAsIfAlone(Interpretation algorithm, int steps) throws IOException {
        Tensor rows =
                Toys.tensor(2, steps * WIDTH, i -> Math.sin(2.0 * i) + 0.2).reshape(2, steps, WIDTH);
        for (String output : List.of("scores", "sequence")) {
            double[] alone = Tensor.concat(List.of(
                            attributions(algorithm, output, rows.rows(0, 1), BUDGETS.get(0)),
                            attributions(algorithm, output, rows.rows(1, 2), BUDGETS.get(0))))
                    .doubles();
            for (long budget : BUDGETS) {
                assertThat(attributions(algorithm, output, rows, budget).doubles())
                        .containsExactly(alone, within(1e-5));
            }
        }
    }

    private Tensor attributions(Interpretation algorithm, String output, Tensor rows, long budget) throws IOException {
        Path file = write((int) rows.shape().dim(1));
        Model.Environment environment = new Model.Environment(
                new OrtEngine(Device.cpu(), budget),
                new OrtOracle(),
                Device.cpu().rules());
        try (Model model = Model.open(file, environment)) {
            Question question = Question.of(Map.of("x", rows)).of(output).about(Target.sum());
            return algorithm.interpret(model, question).attributions();
        }
    }

    /** tanh(x·w) time first, once more weighted: as {@code sequence}, and summed over time as {@code scores}. */
    private Path write(int steps) throws IOException {
        Map<String, Attribute> turned = Map.of("perm", Attribute.ofInts(1, 0, 2));
        List<Node> nodes = List.of(
                Node.of("Transpose", List.of("x"), List.of("turned"), turned),
                Node.of("MatMul", List.of("turned", "w"), List.of("product"), Map.of()),
                Node.of("Tanh", List.of("product"), List.of("hidden"), Map.of()),
                Node.of("MatMul", List.of("hidden", "v"), List.of("sequence"), Map.of()),
                Node.of("Transpose", List.of("sequence"), List.of("back"), turned),
                Node.of(
                        "ReduceMean",
                        List.of("back"),
                        List.of("scores"),
                        Map.of("axes", Attribute.ofInts(1), "keepdims", Attribute.of(0L))));
        Graph graph = new Graph(
                "sequence-first",
                List.of(ValueInfo.of("x", ElementType.FLOAT, -1, steps, WIDTH)),
                List.of(
                        ValueInfo.of("scores", ElementType.FLOAT, -1, 2),
                        ValueInfo.of("sequence", ElementType.FLOAT, steps, -1, 2)),
                List.of(
                        new Weight.Inline("w", Toys.tensor(WIDTH, 3, i -> Math.cos(i))),
                        new Weight.Inline("v", Toys.tensor(3, 2, i -> Math.sin(1.0 + i)))),
                nodes,
                List.of());
        Path file = folder.resolve("sequence-first-" + steps + ".onnx");
        Files.write(
                file,
                ModelWriter.bytes(
                        new ai.interpretdl.onnx.Model(8, "InterpretDL", Map.of("", 17L), graph, List.of(), Map.of())));
        return file;
    }
}
