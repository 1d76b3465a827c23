package ai.interpretdl.interpret;

import static ai.interpretdl.interpret.Cams.CELLS;
import static ai.interpretdl.interpret.Cams.RAW;
import static ai.interpretdl.interpret.Cams.ROOMY;
import static ai.interpretdl.interpret.Cams.ROWS;
import static ai.interpretdl.interpret.Cams.about;
import static ai.interpretdl.interpret.Cams.dot;
import static ai.interpretdl.interpret.Cams.explain;
import static ai.interpretdl.interpret.Cams.layer;
import static ai.interpretdl.interpret.Cams.relative;
import static ai.interpretdl.interpret.Cams.score;
import static ai.interpretdl.interpret.Cams.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.interpretdl.interpret.Cams.Layer;
import ai.interpretdl.interpret.layer.AblationCam;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.EigenCam;
import ai.interpretdl.interpret.layer.HiResCam;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.ScoreCam.Weighting;
import ai.interpretdl.model.Model;
import ai.interpretdl.program.Engine;
import ai.interpretdl.program.Program;
import ai.interpretdl.program.Target;
import ai.interpretdl.runtime.OrtEngine;
import ai.interpretdl.tensor.Tensor;
import ai.interpretdl.testing.WatchedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Class activation maps that need no gradient, computed slowly from their equations. */
class ForwardMapsTest {
    @TempDir
    Path folder;

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

    /** One masked input after the other, bilinear resizing and all, in Java. */
    @ParameterizedTest
    @EnumSource(Weighting.class)
    void scoreCamFollowsItsEquations(Weighting weighting) {
        try (Model model = Toys.convolutional().open(folder, ROWS, ROOMY)) {
            followsItsEquations(weighting, model);
        }
    }

    private static void followsItsEquations(Weighting weighting, Model model) {
        Tensor row = ROWS.rows(0, 1);
        double[][] a = layer(model).a();
        double[] scores = Arrays.stream(a)
                .mapToDouble(map -> score(model, masked(row, map)))
                .toArray();
        double nothing = score(model, Tensor.of(new float[36], 1, 1, 6, 6));
        double[] weights = weights(weighting, scores, nothing);
        double[] slow = new double[CELLS];
        for (int c = 0; c < a.length; c++) {
            for (int i = 0; i < CELLS; i++) {
                slow[i] += weights[c] * a[c][i];
            }
        }
        Explanation found = score(weighting, ChannelSelection.all()).interpret(model, about(row));
        assertThat(found.tensor("channel_scores").orElseThrow().doubles()).containsExactly(scores, relative(scores));
        assertThat(found.attributions().doubles()).containsExactly(slow, relative(slow));
    }

    /** As many channels as ResNet-50 has are one loop of one program, in steps of bounded memory. */
    @Test
    void scoreCamOfManyChannelsIsOneChunkedProgram() {
        long budget = 1 << 22;
        List<Engine.Source> runs = new ArrayList<>();
        try (Model opened = Toys.wide(2048).open(folder, ROWS, budget)) {
            OrtEngine engine = (OrtEngine) opened.engine();
            followsItsEquations(Weighting.ORIGINAL, opened.with(new WatchedEngine(engine, runs::add, () -> {})));
            List<Program.Loop> loops = runs.stream()
                    .map(engine::program)
                    .flatMap(program -> program.stages().stream())
                    .filter(Program.Loop.class::isInstance)
                    .map(Program.Loop.class::cast)
                    .toList();
            assertThat(loops).hasSize(1);
            assertThat(loops.get(0).axis().count()).isEqualTo(2048);
            assertThat(loops.get(0).steps()).isBetween(2L, 1024L);
            assertThat(runs)
                    .allSatisfy(source ->
                            assertThat(engine.program(source).peakBytes()).isLessThan(budget));
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
            // a map of zeros hides everything
            values[i] *= high > low ? (float) ((large[i] - low) / (high - low)) : 0;
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
    void aVectorIsNoStackOfMaps() {
        try (Model model = Toys.pooled().open(folder, ROWS, ROOMY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ScoreCam(MapView.raw("sums")).interpret(model, about(ROWS)))
                    .withMessageContaining("[sums]");
        }
    }
}
