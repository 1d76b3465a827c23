package ai.interpretdl.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.Baseline;
import ai.interpretdl.interpret.Equation;
import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.Quadrature;
import ai.interpretdl.interpret.Question;
import ai.interpretdl.interpret.attention.AttentionXGradient;
import ai.interpretdl.interpret.attention.BidirectionalTransformer;
import ai.interpretdl.interpret.attention.GenericAttention;
import ai.interpretdl.interpret.attention.Scope;
import ai.interpretdl.interpret.input.DeepLift;
import ai.interpretdl.interpret.input.GuidedBackprop;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Lrp;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Rise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.ChunkSizes;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import ai.interpretdl.text.TextReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One program with random weights in the place of others finds what a model with these weights finds. */
class RandomWeightsTest {
    private static final Path MODELS = Path.of("..", "models");
    private static final ParameterRandomisation MEASURE = cascade(ParameterRandomisation.Cascade.CASCADING);
    private static final SmoothGrad SMOOTH =
            new SmoothGrad(new Saliency(false), 3, new Noise.Gaussian(0.2), SmoothGrad.Statistic.MEAN);

    @TempDir
    Path folder;

    private static ParameterRandomisation cascade(ParameterRandomisation.Cascade cascade) {
        return new ParameterRandomisation(cascade, 4);
    }

    static Stream<Arguments> ofPictures() {
        Baseline normal = new Baseline.Normal(2);
        Scope patches = Scope.all().byPatches();
        return Stream.of(
                arguments("fashion-cnn", new Saliency(false)),
                arguments("fashion-cnn", SMOOTH),
                arguments("fashion-cnn", new IntegratedGradients(normal, Quadrature.MIDDLE, 3)),
                arguments("fashion-cnn", new GuidedBackprop()),
                arguments("fashion-cnn", new DeepLift(Baseline.zeros())),
                arguments("fashion-cnn", new Lrp(Lrp.Composite.EPSILON_PLUS_FLAT, 1e-6, 0.25)),
                arguments("fashion-cnn", new Rise(Baseline.zeros(), 20, 4, 0.5)),
                arguments("fashion-cnn", new GradCam(MapView.standard(), GradCam.Weighting.PAPER)),
                arguments("fashion-vit", new Saliency(false)),
                arguments("fashion-vit", new Lrp(Lrp.Composite.ATTENTION, 1e-6, 0.25)),
                arguments("fashion-vit", new GenericAttention(patches, GenericAttention.Heads.AFTER_PRODUCT)),
                arguments("fashion-vit", new AttentionXGradient(patches, true)),
                // reads the projections behind the heads, which are weights
                arguments(
                        "fashion-vit",
                        new BidirectionalTransformer(patches, BidirectionalTransformer.Perception.TOKEN, 3)));
    }

    @ParameterizedTest
    @MethodSource("ofPictures")
    void pictures(String file, Equation algorithm) {
        try (Model model = InterpretDl.open(MODELS.resolve(file + ".onnx"), Device.cpu())) {
            int side = file.endsWith("cnn") ? 28 : 42;
            Tensor images = Laws.images(pixels(side, 1), pixels(side, 2));
            String input = model.inputs().get(0).name();
            isAskingEach(MEASURE, model, Question.of(Map.of(input, images)).about(Target.ofClass(3, 8)), algorithm);
        }
    }

    private static double[] pixels(int side, long seed) {
        double[] pixels = Laws.numbers(side * side, seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.abs(pixels[i]) / 5;
        }
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bilstm", "textcnn", "minilm-sentiment"})
    void texts(String file) {
        try (Model model = InterpretDl.open(MODELS.resolve(file + ".onnx"), Device.cpu())) {
            TextReader reader = TextReader.of(model).orElseThrow();
            Map<String, Tensor> inputs =
                    reader.tensors(reader.encode(List.of("A terrible, boring film.", "I liked it.")));
            ParameterRandomisation twice = new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 2);
            isAskingEach(twice, model, Question.of(inputs), new Saliency(false));
        }
    }

    @ParameterizedTest
    @EnumSource(ParameterRandomisation.Cascade.class)
    void eitherCascade(ParameterRandomisation.Cascade cascade) {
        try (Model model = Laws.bent(folder, 4)) {
            Question question = Laws.question(Laws.images(Laws.numbers(16, 2), Laws.numbers(16, 5)));
            isAskingEach(cascade(cascade), model, question, SMOOTH);
        }
    }

    private static void isAskingEach(
            ParameterRandomisation measure, Model model, Question question, Interpretation algorithm) {
        Evaluated together = measure.evaluate(Claim.of(model, question, algorithm));
        Evaluated oneByOne = measure.evaluate(Claim.of(model, question, Laws.hidden(algorithm)));
        assertThat(together.numbers().keySet()).isEqualTo(oneByOne.numbers().keySet());
        for (String curve : oneByOne.curves().keySet()) {
            for (int row = 0; row < 2; row++) {
                List<Double> expected = oneByOne.curves().get(curve).get(row).values();
                List<Double> found = together.curves().get(curve).get(row).values();
                assertThat(found).hasSameSizeAs(expected);
                for (int step = 0; step < expected.size(); step++) {
                    // ranks of what is nearly alike change places by rounding
                    assertThat(found.get(step))
                            .as(curve + " of row " + row + " at step " + step)
                            .isCloseTo(expected.get(step), within(2e-3));
                }
            }
        }
    }

    /** What is fed are the random weights of all layers, and no step takes more than another. */
    @Test
    void memoryDoesNotGrowWithTheSteps() {
        AtomicInteger runs = new AtomicInteger();
        AtomicLong fed = new AtomicLong();
        AtomicLong peak = new AtomicLong();
        try (Model opened = InterpretDl.open(MODELS.resolve("fashion-cnn.onnx"), Device.cpu())) {
            Model model = opened.with(new WatchedEngine(
                    (OrtEngine) opened.engine(),
                    source -> {
                        runs.incrementAndGet();
                        fed.set(source.trace(ChunkSizes.ones()).bytesFed());
                        peak.set(source.trace(ChunkSizes.ones()).peakBytes());
                    },
                    () -> {}));
            String input = model.inputs().get(0).name();
            Question question =
                    Question.of(Map.of(input, Laws.images(pixels(28, 1)))).about(Target.ofClass(3));
            Claim claim = Claim.of(model, question, SMOOTH);
            runs.set(0);
            new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 1).evaluate(claim);
            long ofOne = peak.get();
            long weights = fed.get();
            new ParameterRandomisation(ParameterRandomisation.Cascade.CASCADING, 100).evaluate(claim);
            assertThat(runs).hasValue(2);
            assertThat(fed).hasValue(weights);
            assertThat(peak).hasValue(ofOne);
        }
    }
}
