package ai.interpretdl.interpret;

import static ai.interpretdl.interpret.Cams.CELLS;
import static ai.interpretdl.interpret.Cams.CHANNELS;
import static ai.interpretdl.interpret.Cams.RAW;
import static ai.interpretdl.interpret.Cams.ROOMY;
import static ai.interpretdl.interpret.Cams.ROWS;
import static ai.interpretdl.interpret.Cams.about;
import static ai.interpretdl.interpret.Cams.channels;
import static ai.interpretdl.interpret.Cams.dot;
import static ai.interpretdl.interpret.Cams.explain;
import static ai.interpretdl.interpret.Cams.layer;
import static ai.interpretdl.interpret.Cams.mean;
import static ai.interpretdl.interpret.Cams.relative;
import static ai.interpretdl.interpret.Cams.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.interpret.Cams.Layer;
import ai.interpretdl.interpret.Cams.Weight;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class activation maps with weights from gradients, computed slowly from their equations. */
class GradientMapsTest {
    @TempDir
    Path folder;

    /** Zhou et al., 2016: below a sum over the cells and a dense layer the map is the maps times its weights. */
    @Test
    void gradCamIsTheClassActivationMapOfALinearHead() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            Layer layer = layer(model);
            double[] cam = new double[CELLS];
            for (int c = 0; c < CHANNELS; c++) {
                for (int i = 0; i < CELLS; i++) {
                    cam[i] += Toys.POOLED[0][c] * layer.a()[c][i];
                }
            }
            assertThat(explain(new GradCam(RAW), model, ROWS.rows(0, 1))).containsExactly(cam, relative(cam));
            assertThat(explain(new XGradCam(RAW), model, ROWS.rows(0, 1))).containsExactly(cam, relative(cam));
        }
    }

    @Test
    void hiResCamSumsToTheScoreOfALinearHead() {
        try (Model pooled = Toys.pooled().open(folder, ROWS, ROOMY)) {
            sumsToScore(pooled, 0.25);
        }
        try (Model dense = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            sumsToScore(dense, 0);
        }
    }

    private static void sumsToScore(Model model, double bias) {
        Explanation found = new HiResCam(RAW).interpret(model, about(ROWS.rows(0, 1)));
        double score = found.tensor("score").orElseThrow().doubles()[0];
        double sum = Arrays.stream(found.attributions().doubles()).sum();
        assertThat(sum).isCloseTo(score - bias, within(1e-5 * Math.abs(score)));
    }

    @Test
    void weightsByGradientFollowTheirEquations() {
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            Layer layer = layer(model);
            Map<Interpretation, Weight> equations = Map.of(
                    new GradCam(RAW), (a, g, i) -> mean(g),
                    new LayerCam(RAW), (a, g, i) -> Math.max(0, g[i]),
                    new HiResCam(RAW), (a, g, i) -> g[i],
                    new XGradCam(RAW), (a, g, i) -> sum(a) == 0 ? 0 : dot(a, g) / sum(a),
                    new GradCamPlusPlus(RAW), (a, g, i) -> plusPlus(a, g));
            equations.forEach((algorithm, weight) -> {
                double[] slow = layer.joined(weight);
                assertThat(explain(algorithm, model, ROWS.rows(0, 1)))
                        .as(algorithm.name())
                        .containsExactly(slow, relative(slow));
            });
        }
    }

    /** Equations 10 and 19 of the paper, cell by cell. */
    private static double plusPlus(double[] a, double[] g) {
        double weight = 0;
        for (double slope : g) {
            double divisor = 2 * slope * slope + sum(a) * slope * slope * slope;
            weight += divisor == 0 ? 0 : slope * slope / divisor * Math.max(0, slope);
        }
        return weight;
    }

    @Test
    void publishedWeightsHold() {
        assertThat(weights("gradcam-weights", (a, g) -> mean(g))).isTrue();
        assertThat(weights("gradcampp-weights-paper", GradientMapsTest::plusPlus))
                .isTrue();
        JsonNode entry = ReferenceCase.of("gradcam-weights");
        double[] expected = CaseModel.numbers(entry.get("expected").get("cam")).toArray();
        assertThat(given(entry, GradCam::new)).containsExactly(expected, within(1e-6));
    }

    /** The slow weights are the published ones, and the algorithm's map is the slow one. */
    private boolean weights(String id, java.util.function.ToDoubleBiFunction<double[], double[]> weight) {
        JsonNode entry = ReferenceCase.of(id);
        double[] expected =
                CaseModel.numbers(entry.get("expected").get("weights")).toArray();
        double[][] a =
                channels(CaseModel.tensor(entry.get("input").get("activations")).doubles(), 4);
        double[][] g =
                channels(CaseModel.tensor(entry.get("input").get("gradients")).doubles(), 4);
        double[] found = IntStream.range(0, 4)
                .mapToDouble(c -> weight.applyAsDouble(a[c], g[c]))
                .toArray();
        assertThat(found).containsExactly(expected, within(1e-6));
        double[] slow = new Layer(a, g).joined((values, slopes, i) -> weight.applyAsDouble(values, slopes));
        Function<MapView, Interpretation> algorithm = id.startsWith("gradcampp") ? GradCamPlusPlus::new : GradCam::new;
        assertThat(given(entry, algorithm)).containsExactly(slow, within(1e-6));
        return true;
    }

    /** The map of a case that gives activations and gradients instead of a model. */
    private double[] given(JsonNode entry, Function<MapView, Interpretation> algorithm) {
        Tensor a = CaseModel.tensor(entry.get("input").get("activations"));
        try (Model model = Toys.slopes(entry.get("input").get("gradients")).open(folder, a, ROOMY)) {
            Question question = Question.of(Map.of("x", a)).about(Target.sum());
            return algorithm
                    .apply(MapView.raw("x"))
                    .interpret(model, question)
                    .attributions()
                    .doubles();
        }
    }

    @Test
    void smoothingWithoutNoiseChangesNothing() {
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            double[] plain = explain(new GradCamPlusPlus(RAW), model, ROWS);
            double[] smooth = explain(new SmoothGradCamPlusPlus(RAW, 5, Noise.none()), model, ROWS);
            assertThat(smooth).containsExactly(plain, relative(plain));
        }
    }

    @Test
    void fullGradIsCompleteForRectifiersWithBiases() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            Explanation found = new FullGrad(Upsampling.BILINEAR).interpret(model, about(ROWS));
            double score = found.tensor("score").orElseThrow().doubles()[0];
            assertThat(found.tensor("completeness_delta").orElseThrow().doubles())
                    .containsExactly(new double[2], within(1e-5 * Math.abs(score)));
        }
    }
}
