package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Shape;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.ExportFixture;
import ai.interpretdl.testing.Rounding;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole algorithm as one file: run by ONNX Runtime alone it answers as the library does. */
class ExplanationGraphTest {
    private static final Noise NOISE = new Noise.Relative(0.2);
    private static final SmoothGrad SMOOTH =
            new SmoothGrad(new Saliency(false), 7, NOISE, SmoothGrad.Statistic.VARIANCE);

    @TempDir
    Path folder;

    private record Case(String fixture, Equation algorithm) {}

    static Stream<Case> cases() {
        Baseline zeros = Baseline.zeros();
        String net = "squeezenet-dynamic";
        return Stream.of(
                new Case(net, new Saliency(true)),
                new Case(net, new IntegratedGradients(zeros, Quadrature.GAUSS_LEGENDRE, 7)),
                new Case(net, SMOOTH),
                new Case(net, new SmoothGrad(SMOOTH, 3, NOISE, SmoothGrad.Statistic.MEAN)),
                new Case(net, new GradientShap(zeros, 5, NOISE)),
                new Case(net, new DeepLift(zeros)),
                new Case(net, new Occlusion(zeros, List.of(3L, 8L, 8L), List.of(3L, 6L, 6L), Occlusion.Overlap.MEAN)),
                new Case("resnet-basic-dynamic", new IntegratedGradients(zeros, Quadrature.MIDDLE, 5)),
                new Case("vit-dynamic", new SmoothGrad(new Saliency(false), 4, NOISE, SmoothGrad.Statistic.MEAN)),
                new Case("lstm-dynamic", new IntegratedGradients(zeros, Quadrature.MIDDLE, 5)),
                new Case("loop-dynamic", new IntegratedGradients(zeros, Quadrature.MIDDLE, 5)));
    }

    private static Question about(ExportFixture fixture) {
        return Question.of(fixture.reference().inputs()).seeded(5).about(Target.ofClass(1));
    }

    private Model opened(ExportFixture fixture) throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.copy(fixture.file(), file);
        return InterpretDl.open(file);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheLibraryDoes(Case asked) throws IOException, OrtException {
        ExportFixture fixture = ExportFixture.named(asked.fixture());
        try (Model model = opened(fixture)) {
            Explanation expected = asked.algorithm().interpret(model, about(fixture));
            ExplanationGraph graph = ExplanationGraph.of(model, asked.algorithm(), about(fixture));
            Path whole = folder.resolve("whole.onnx");
            graph.write(whole);
            Map<String, Tensor> fed = new HashMap<>(fixture.reference().inputs());
            fed.put("seed", Tensor.scalar(5L));
            long[] classes = LongStream.generate(() -> 1)
                    .limit(fixture.reference().rows())
                    .toArray();
            fed.put("target", Tensor.of(classes, classes.length));
            isLike(run(whole, fed), expected);
            isLike(run(graph.writeBeside("beside.onnx"), fed), expected);
        }
    }

    private static void isLike(Map<String, Tensor> found, Explanation expected) {
        Map<String, Tensor> attributions = new HashMap<>(expected.tensors());
        attributions.keySet().removeIf(name -> !name.startsWith("attributions"));
        Map<String, Tensor> same = new HashMap<>(found);
        same.keySet().retainAll(attributions.keySet());
        Rounding.same(same, attributions);
    }

    private static Map<String, Tensor> run(Path file, Map<String, Tensor> fed) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (Map.Entry<String, Tensor> one : fed.entrySet()) {
                if (session.getInputNames().contains(one.getKey())) {
                    inputs.put(one.getKey(), tensor(environment, one.getValue()));
                }
            }
            try (OrtSession.Result result = session.run(inputs)) {
                Map<String, Tensor> found = new HashMap<>();
                for (String name : session.getOutputNames()) {
                    OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
                    float[] values = new float[tensor.getFloatBuffer().remaining()];
                    tensor.getFloatBuffer().get(values);
                    found.put(name, Tensor.of(values, tensor.getInfo().getShape()));
                }
                return found;
            }
        } finally {
            inputs.values().forEach(OnnxTensorLike::close);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
        return tensor.type().isFloating()
                ? OnnxTensor.createTensor(
                        environment,
                        FloatBuffer.wrap(tensor.floats()),
                        tensor.shape().dims())
                : OnnxTensor.createTensor(
                        environment,
                        LongBuffer.wrap(tensor.longs()),
                        tensor.shape().dims());
    }

    @Test
    void explainsAnotherClassOfAnotherPicture() throws IOException, OrtException {
        ExportFixture fixture = ExportFixture.named("squeezenet-dynamic");
        try (Model model = opened(fixture)) {
            Equation algorithm = new IntegratedGradients(Baseline.zeros(), Quadrature.MIDDLE, 4);
            Path file = folder.resolve("ig.onnx");
            ExplanationGraph.of(model, algorithm, about(fixture)).write(file);
            Map<String, Tensor> others = new HashMap<>();
            fixture.reference().inputs().forEach((name, tensor) -> others.put(name, upsideDown(tensor)));
            Map<String, Tensor> fed = new HashMap<>(others);
            fed.put("target", Tensor.of(new long[] {2, 0}, 2));
            isLike(
                    run(file, fed),
                    algorithm.interpret(model, Question.of(others).about(Target.ofClass(2, 0))));
        }
    }

    private static Tensor upsideDown(Tensor tensor) {
        float[] values = tensor.floats();
        float[] other = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            other[i] = values[values.length - 1 - i];
        }
        return Tensor.of(other, tensor.shape().dims());
    }

    @Test
    void holdsNoWeightsOfItsOwn() throws IOException {
        Path file = Files.copy(Path.of("..", "models", "fashion-cnn.onnx"), folder.resolve("model.onnx"));
        try (Model model = InterpretDl.open(file)) {
            Question question = Question.of(Map.of("image", Tensor.full(Shape.of(1, 1, 28, 28), 0.5f)));
            Equation algorithm = new IntegratedGradients(Baseline.zeros(), Quadrature.MIDDLE, 50);
            ExplanationGraph graph = ExplanationGraph.of(model, algorithm, question);
            Path whole = folder.resolve("whole.onnx");
            graph.write(whole);
            assertThat(Files.size(whole)).isGreaterThan(Files.size(file));
            assertThat(Files.size(graph.writeBeside("ig.onnx"))).isLessThan(Files.size(file) / 2);
        }
    }

    @Test
    void refusesRowsThatAModelDoesNotTakeAtOnce() {
        Tensor rows = Toys.tensor(2, 6, i -> Math.sin(3.0 * i) + 0.3);
        try (Model model = Toys.mixing(6).openOfOneRow(folder, rows, 1L << 24)) {
            assertThatThrownBy(() -> ExplanationGraph.of(model, new Saliency(false), Question.of(Map.of("x", rows))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one row a call");
        }
    }
}
