package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.GradientShap;
import ai.interpretdl.interpret.input.IntegratedGradients;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Occlusion;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.OutputKind;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.NumpyRandom;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A softmax over three linear classes on a 16 x 16 picture. The numbers were measured by running InterpretDL's own arithmetic on it: mean,
 * standard deviation, smallest, largest, first and last attribution.
 */
class OriginalToyTest {
    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};
    private static final int SIZE = 3 * 16 * 16;
    private static final Tensor PICTURE = picture();

    @TempDir
    Path folder;

    @Test
    void integratedGradientsFromZeros() {
        check(
                new IntegratedGradients(Baseline.zeros(), Quadrature.ORIGINAL, 50),
                8.010450e-04,
                2.543539e-03,
                -8.154500e-03,
                8.395285e-03,
                -7.177246e-04,
                -8.680059e-05);
    }

    @Test
    void integratedGradientsFromRandomBaselines() {
        Tensor baselines = Tensor.of(draws(new NumpyRandom(42)::normal, 2 * SIZE, 1), 2, 3, 16, 16);
        check(
                new IntegratedGradients(new Baseline.Distribution(Map.of("x", baselines)), Quadrature.ORIGINAL, 5),
                8.656459e-04,
                2.789187e-03,
                -1.279288e-02,
                1.078804e-02,
                -6.755192e-04,
                -3.479472e-04);
    }

    @Test
    void smoothGrad() {
        Noise noise = noise(new NumpyRandom(42));
        check(
                new SmoothGrad(new Saliency(false), 5, noise, SmoothGrad.Statistic.MEAN),
                -6.164052e-05,
                5.661589e-04,
                -1.146019e-03,
                1.158159e-03,
                9.350049e-05,
                8.757016e-04);
    }

    @Test
    void gradientShap() {
        NumpyRandom random = new NumpyRandom(42);
        Noise noise = noise(random);
        Tensor coefficients = Tensor.of(draws(random::uniform, 5, 1), 5, 1);
        check(
                new GradientShap(Baseline.zeros(), 5, noise, Optional.of(coefficients)),
                9.487884e-04,
                3.134045e-03,
                -9.299706e-03,
                1.055967e-02,
                -8.065884e-04,
                4.206168e-04);
    }

    @Test
    void occlusionOfEachChannel() {
        check(occlusion(1), 2.198077e-02, 3.294732e-02, -1.068626e-02, 1.189245e-01, 3.414208e-03, 1.469714e-02);
    }

    @Test
    void occlusionOfAllChannels() {
        check(occlusion(3), 8.080172e-02, 6.910002e-02, 1.077840e-02, 1.717772e-01, 1.077840e-02, 1.717772e-01);
    }

    private static Occlusion occlusion(long channels) {
        return new Occlusion(Baseline.zeros(), List.of(channels, 8L, 8L), List.of(1L, 8L, 8L), Occlusion.Overlap.SUM);
    }

    private void check(Interpretation algorithm, double... expected) {
        Question question =
                Question.of(Map.of("x", PICTURE)).about(Target.predicted()).as(OutputKind.PROBABILITY);
        try (Model model = InterpretDl.open(file(), Device.cpu())) {
            Explanation explanation = algorithm.interpret(model, question);
            assertThat(explanation.predicted()).containsExactly(2L);
            assertThat(explanation.tensor("score").orElseThrow().doubles()[0]).isCloseTo(0.95095529, within(1e-5));
            double[] found = summary(explanation.attributions().doubles());
            // the numbers have seven digits; float32 keeps a thousandth of the largest attribution
            double largest = Math.max(Math.abs(expected[2]), Math.abs(expected[3]));
            assertThat(found).containsExactly(expected, within(1e-3 * largest));
        }
    }

    private static double[] summary(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return new double[] {
            mean,
            Math.sqrt(variance),
            DoubleStream.of(values).min().orElseThrow(),
            DoubleStream.of(values).max().orElseThrow(),
            values[0],
            values[values.length - 1]
        };
    }

    /** A tenth of the picture's range, times five pictures of standard normal draws. */
    private static Noise noise(NumpyRandom random) {
        double range = DoubleStream.of(PICTURE.doubles()).max().orElseThrow()
                - DoubleStream.of(PICTURE.doubles()).min().orElseThrow();
        float[] draws = draws(random::normal, 5 * SIZE, 0.1 * range);
        return new Noise.Given(Map.of("x", Tensor.of(draws, 5, 1, 3, 16, 16)));
    }

    private static float[] draws(DoubleSupplier random, int count, double scale) {
        float[] draws = new float[count];
        for (int i = 0; i < count; i++) {
            draws[i] = (float) (scale * random.getAsDouble());
        }
        return draws;
    }

    private static Tensor picture() {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            int channel = i / 256;
            int level = (7 * (i / 16 % 16) + 13 * (i % 16) + 29 * channel) % 256;
            values[i] = (float) ((level / 255.0 - MEAN[channel]) / DEVIATION[channel]);
        }
        return Tensor.of(values, 1, 3, 16, 16);
    }

    private Path file() {
        double[][] weights = new double[3][SIZE];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < SIZE; i++) {
                int row = i / 16 % 16;
                int column = i % 16;
                weights[k][i] = Math.sin(0.1 * (k + 1) * (row + 1) + 0.2 * (i / 256 + 1) * (column + 1)) / 64;
            }
        }
        ObjectMapper json = new ObjectMapper();
        ArrayNode layers = json.createArrayNode();
        layers.addObject()
                .put("name", "flat")
                .put("op", "Reshape")
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("inputs", json.valueToTree(List.of("x")))
                .set("shape", json.valueToTree(List.of(0, SIZE)));
        layers.addObject()
                .put("name", "logits")
                .put("op", "Gemm")
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("inputs", json.valueToTree(List.of("flat")))
                .set("weight", json.valueToTree(weights));
        return CaseModel.write(layers, List.of(CaseModel.input("x", PICTURE)), folder.resolve("toy.onnx"));
    }
}
