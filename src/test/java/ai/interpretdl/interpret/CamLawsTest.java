package ai.interpretdl.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.interpretdl.InterpretDl;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.input.Saliency;
import ai.interpretdl.interpret.input.SmoothGrad;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.FullGrad;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.GradCamPlusPlus;
import ai.interpretdl.interpret.layer.GuidedGradCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.LayerCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.ScoreCam.Weighting;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;
import ai.interpretdl.interpret.layer.Upsampling;
import ai.interpretdl.interpret.layer.XGradCam;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.Device;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.CaseModel;
import ai.interpretdl.testing.ExportFixture;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every correct class activation map, and the same maps computed slowly from their equations. */
class CamLawsTest {
    private static final long ROOMY = 1L << 24;

    /** One sample a step. */
    private static final long TIGHT = 1;

    private static final MapView RAW = MapView.raw("again");
    private static final int CHANNELS = 4;
    private static final int CELLS = 9;
    private static final Tensor ROWS = pictures(2);

    @TempDir
    Path folder;

    /** A layer's values and gradients in one row, {@code [channel][cell]}. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Layer(double[][] a, double[][] g) {
        double[] joined(Weight weight) {
            double[] map = new double[a[0].length];
            for (int c = 0; c < a.length; c++) {
                for (int i = 0; i < map.length; i++) {
                    map[i] += weight.of(a[c], g[c], i) * a[c][i];
                }
            }
            return map;
        }
    }

    /** What a cell of a channel counts. */
    private interface Weight {
        double of(double[] a, double[] g, int cell);
    }

    static Stream<Interpretation> all() {
        return Stream.of(
                new GradCam(RAW),
                new GradCam(MapView.of(Optional.of("active")), GradCam.Weighting.ORIGINAL),
                new GradCamPlusPlus(RAW),
                new XGradCam(RAW),
                new LayerCam(RAW),
                new HiResCam(RAW),
                new EigenCam(RAW),
                new AblationCam(RAW),
                new SmoothGradCamPlusPlus(RAW, 7, new Noise.Gaussian(0.1)),
                new ScoreCam(RAW),
                score(Weighting.INCREASE, ChannelSelection.all()),
                score(Weighting.ORIGINAL, new ChannelSelection(ChannelSelection.By.GRADIENT, 3)),
                new FullGrad(Upsampling.BILINEAR),
                new GuidedGradCam(Optional.of("active"), Upsampling.BILINEAR));
    }

    private static ScoreCam score(Weighting weighting, ChannelSelection selection) {
        return new ScoreCam(RAW, weighting, selection, Baseline.zeros());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSizeOfAStepDoesNotMatter(Interpretation algorithm) {
        try (Model roomy = Toys.pooled().open(folder, ROWS, ROOMY);
                Model tight = Toys.pooled().open(folder, ROWS, TIGHT)) {
            double[] wide = explain(algorithm, roomy, ROWS);
            assertThat(explain(algorithm, tight, ROWS)).containsExactly(wide, relative(wide));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rowsAreExplainedEachForItself(Interpretation algorithm) {
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            double[] both = explain(algorithm, model, ROWS);
            double[] second = explain(algorithm, model, ROWS.rows(1, 2));
            assertThat(Arrays.copyOfRange(both, both.length / 2, both.length)).containsExactly(second, relative(both));
        }
    }

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
        assertThat(weights("gradcampp-weights-paper", CamLawsTest::plusPlus)).isTrue();
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
    void ablationOfALinearHeadIsWhatEachMapAdds() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            Layer layer = layer(model);
            double score = score(model, ROWS.rows(0, 1));
            double[] slow = new Layer(layer.a(), layer.g()).joined((a, g, i) -> g[0] * sum(a) / Math.abs(score));
            assertThat(explain(new AblationCam(RAW), model, ROWS.rows(0, 1))).containsExactly(slow, relative(slow));
        }
    }

    @Test
    void ablationKeepsItsSignsWhereTheScoreIsNegative() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            Question negative = about(ROWS.rows(0, 1)).about(Target.ofClass(1));
            Explanation found = new AblationCam(RAW).interpret(model, negative);
            assertThat(found.tensor("score").orElseThrow().doubles()[0]).isNegative();
            double[] map = found.attributions().doubles();
            double[] likewise =
                    new HiResCam(RAW).interpret(model, negative).attributions().doubles();
            assertThat(dot(map, likewise)).isPositive();
        }
    }

    @Test
    void eigenCamIsTheFirstPrincipalComponent() {
        for (String name : List.of("again", "active")) {
            try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
                double[][] a = layer(model, name).a();
                double[] slow = projected(a);
                double sign = Math.signum(sum(slow));
                double[] turned = Arrays.stream(slow).map(v -> sign * v).toArray();
                assertThat(explain(new EigenCam(MapView.raw(name)), model, ROWS.rows(0, 1)))
                        .containsExactly(turned, relative(turned));
            }
        }
    }

    /** Cells times the right singular vector of the largest singular value. */
    private static double[] projected(double[][] a) {
        DMatrixRMaj channels = new DMatrixRMaj(a);
        var decomposition = DecompositionFactory_DDRM.svd(channels.numCols, channels.numRows, false, true, true);
        DMatrixRMaj cells = CommonOps_DDRM.transpose(channels, null);
        assertThat(decomposition.decompose(cells.copy())).isTrue();
        DMatrixRMaj v = decomposition.getV(null, false);
        DMatrixRMaj w = decomposition.getW(null);
        SingularOps_DDRM.descendingOrder(null, false, w, v, false);
        return CommonOps_DDRM.mult(cells, CommonOps_DDRM.extractColumn(v, 0, null), null)
                .getData();
    }

    @Test
    void smoothingWithoutNoiseChangesNothing() {
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            double[] plain = explain(new GradCamPlusPlus(RAW), model, ROWS);
            double[] smooth = explain(new SmoothGradCamPlusPlus(RAW, 5, Noise.none()), model, ROWS);
            assertThat(smooth).containsExactly(plain, relative(plain));
        }
    }

    /** One masked input after the other, bilinear resizing and all, in Java. */
    @ParameterizedTest
    @EnumSource(Weighting.class)
    void scoreCamFollowsItsEquations(Weighting weighting) {
        Tensor row = ROWS.rows(0, 1);
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            double[][] a = layer(model).a();
            double[] scores = Arrays.stream(a)
                    .mapToDouble(map -> score(model, masked(row, map)))
                    .toArray();
            double nothing = score(model, Tensor.of(new float[36], 1, 1, 6, 6));
            double[] weights = weights(weighting, scores, nothing);
            double[] slow = new double[CELLS];
            for (int c = 0; c < CHANNELS; c++) {
                for (int i = 0; i < CELLS; i++) {
                    slow[i] += weights[c] * a[c][i];
                }
            }
            Explanation found = score(weighting, ChannelSelection.all()).interpret(model, about(row));
            assertThat(found.tensor("channel_scores").orElseThrow().doubles())
                    .containsExactly(scores, relative(scores));
            assertThat(found.attributions().doubles()).containsExactly(slow, relative(slow));
        }
    }

    private static double[] weights(Weighting weighting, double[] scores, double nothing) {
        double total = Arrays.stream(scores).map(s -> Math.exp(s - scores[0])).sum();
        return Arrays.stream(scores)
                .map(s -> switch (weighting) {
                    case SOFTMAX -> Math.exp(s - scores[0]) / total;
                    case INCREASE -> s - nothing;
                    case ORIGINAL -> s;
                })
                .toArray();
    }

    private static Tensor masked(Tensor row, double[] map) {
        double[] large = resized(map);
        double low = Arrays.stream(large).min().orElseThrow();
        double high = Arrays.stream(large).max().orElseThrow();
        float[] values = row.floats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) ((large[i] - low) / (high - low));
        }
        return Tensor.of(values, 1, 1, 6, 6);
    }

    /** From 3 x 3 to 6 x 6: pixel i lies at (i + ½) / 2 - ½, and edges repeat. */
    private static double[] resized(double[] map) {
        double[] large = new double[36];
        for (int i = 0; i < 36; i++) {
            double y = Math.max(0, Math.min(2, (i / 6 + 0.5) / 2 - 0.5));
            double x = Math.max(0, Math.min(2, (i % 6 + 0.5) / 2 - 0.5));
            int top = Math.min(1, (int) y);
            int left = Math.min(1, (int) x);
            for (int k = 0; k < 4; k++) {
                int r = top + k / 2;
                int c = left + k % 2;
                large[i] += (1 - Math.abs(y - r)) * (1 - Math.abs(x - c)) * map[3 * r + c];
            }
        }
        return large;
    }

    @Test
    void channelsThatAreTheSameEverywhereDoNoHarm() {
        Tensor flat = Tensor.of(new float[72], 2, 1, 6, 6);
        try (Model model = Toys.convolutional().open(folder, flat, ROOMY)) {
            all().forEach(algorithm -> assertThat(
                            algorithm.interpret(model, about(flat)).quality().nonFinite())
                    .as(algorithm.name())
                    .isZero());
        }
    }

    @Test
    void theChannelsWorthMostAreTried() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            Explanation all = score(Weighting.ORIGINAL, ChannelSelection.all()).interpret(model, about(ROWS));
            ChannelSelection two = new ChannelSelection(ChannelSelection.By.GRADIENT, 2);
            Explanation some = score(Weighting.ORIGINAL, two).interpret(model, about(ROWS));
            // of class 0 the channels 3 and 0 have the largest weights in the dense layer, in both rows
            assertThat(some.tensor("channels").orElseThrow().longs()).containsExactly(3, 0, 3, 0);
            double[] scores = all.tensor("channel_scores").orElseThrow().doubles();
            double[] chosen = {scores[3], scores[0], scores[7], scores[4]};
            assertThat(some.tensor("channel_scores").orElseThrow().doubles()).containsExactly(chosen, relative(scores));
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

    /** Equations share a program, the others run alone; either way each answer is its own, noise included. */
    @Test
    void togetherIsAsEachAlone() {
        Noise noise = new Noise.Gaussian(0.2);
        List<Interpretation> algorithms = Stream.concat(
                        all(), Stream.of(new SmoothGrad(new Saliency(false), 5, noise, SmoothGrad.Statistic.MEAN)))
                .toList();
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            List<Explanation> together = Together.interpret(model, about(ROWS), algorithms);
            for (int i = 0; i < algorithms.size(); i++) {
                Explanation alone = algorithms.get(i).interpret(model, about(ROWS));
                double[] expected = alone.attributions().doubles();
                assertThat(together.get(i).algorithm()).isEqualTo(alone.algorithm());
                assertThat(together.get(i).tensors().keySet())
                        .isEqualTo(alone.tensors().keySet());
                assertThat(together.get(i).quality().answerId())
                        .isEqualTo(alone.quality().answerId());
                assertThat(together.get(i).attributions().doubles())
                        .as(alone.algorithm())
                        .containsExactly(expected, relative(expected));
            }
        }
    }

    /** A segmentation's class map is a linear layer on its last maps: its score is spread over the pixels that were asked for. */
    @Test
    void aSegmentationIsExplainedByItsPixels() {
        ExportFixture unet = ExportFixture.named("unet-dynamic");
        Tensor x = Objects.requireNonNull(unet.reference().inputs().get("x")).rows(0, 1);
        try (Model model = InterpretDl.open(unet.file(), Device.cpu())) {
            List<List<Long>> pixels = List.of(List.of(2L, 3L, 4L), List.of(2L, 3L, 5L), List.of(2L, 9L, 12L));
            MapView view = new MapView(Optional.empty(), false, Upsampling.NONE);
            Question about = Question.of(Map.of("x", x)).about(Target.cells(pixels));
            for (Interpretation algorithm : List.<Interpretation>of(new HiResCam(view), new LayerCam(view))) {
                float[] map = algorithm.interpret(model, about).attributions().floats();
                for (int i = 0; i < map.length; i++) {
                    boolean asked = pixels.contains(List.of(2L, (long) i / 16, (long) i % 16));
                    assertThat(map[i] != 0).as(algorithm.name() + " at " + i).isEqualTo(asked);
                }
            }
        }
    }

    @Test
    void aVectorIsNoStackOfMaps() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ScoreCam(MapView.raw("sums")).interpret(model, about(ROWS)))
                    .withMessageContaining("[sums]");
        }
    }

    private static Question about(Tensor x) {
        return Question.of(Map.of("x", x)).about(Target.ofClass(0));
    }

    private static double[] explain(Interpretation algorithm, Model model, Tensor x) {
        return algorithm.interpret(model, about(x)).attributions().doubles();
    }

    private static double score(Model model, Tensor x) {
        return Objects.requireNonNull(model.infer(Map.of("x", x)).get("out")).doubles()[0];
    }

    private static Layer layer(Model model) {
        return layer(model, "again");
    }

    /** The first row. */
    private static Layer layer(Model model, String name) {
        Map<String, Tensor> found = Inquiry.of(model, about(ROWS.rows(0, 1)))
                .run(f -> Map.of("a", f.activation(name, f.input()), "g", f.gradient(f.input(), name)));
        Tensor a = Objects.requireNonNull(found.get("a"));
        int channels = (int) a.shape().dim(1);
        return new Layer(
                channels(a.doubles(), channels),
                channels(Objects.requireNonNull(found.get("g")).doubles(), channels));
    }

    private static double[][] channels(double[] flat, int channels) {
        int cells = flat.length / channels;
        return IntStream.range(0, channels)
                .mapToObj(c -> Arrays.copyOfRange(flat, c * cells, (c + 1) * cells))
                .toArray(double[][]::new);
    }

    /** float32 rounds each of some dozens of terms at 1e-7. */
    private static org.assertj.core.data.Offset<Double> relative(double[] values) {
        return within(2e-5 * Arrays.stream(values).map(Math::abs).max().orElse(0) + 1e-30);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double mean(double[] values) {
        return sum(values) / values.length;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static Tensor pictures(int count) {
        float[] values = new float[36 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(1.7 * i) + 0.4 * Math.cos(0.3 * i));
        }
        return Tensor.of(values, count, 1, 6, 6);
    }
}
